/**
 * The code points that badges can contain, as ranges. Code points that the font lacks are left out. The function
 * `badge` loads the ASCII glyphs when it starts, and all other glyphs together when a badge first needs one of them.
 */
const RANGES: readonly (readonly [first: number, last: number])[] = [
  [0x0020, 0x007e], // Basic Latin
  [0x00a0, 0x017f], // Latin-1 Supplement and Latin Extended-A: Europe's languages
  [0x0218, 0x021b], // Romanian
  [0x0370, 0x03ff], // Greek
  [0x0400, 0x052f], // Cyrillic and its supplement
  [0x1ea0, 0x1ef9], // Vietnamese
  [0x2010, 0x205e], // General Punctuation
  [0x20a0, 0x20bf], // Currency Symbols
  [0x2116, 0x2122], // № to ™
  [0x2190, 0x2199], // Arrows
  [0x2713, 0x2718], // Check marks and crosses
];

/** Control characters, invisible formatting and combining marks have no glyph of their own. */
const PICTURELESS = /[\p{C}\p{M}\p{Zl}\p{Zp}]/u;

export const repertoire: readonly string[] = RANGES.flatMap(([first, last]) =>
  Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index)),
).filter((character) => !PICTURELESS.test(character));
