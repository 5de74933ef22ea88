/** A font's bytes, as the bundler puts them in (infra/bundle.ts). */
declare module '*.ttf' {
  const bytes: Uint8Array;
  export default bytes;
}
