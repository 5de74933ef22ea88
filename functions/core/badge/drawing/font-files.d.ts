/** The bytes of a font, as the bundler includes them (infra/package/bundle.ts). */
declare module '*.ttf' {
  const bytes: Uint8Array;
  export default bytes;
}
