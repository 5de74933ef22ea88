/** A font's bytes, as the bundler puts them in (infra/package/bundle.ts). */
declare module '*.ttf' {
  const bytes: Uint8Array;
  export default bytes;
}
