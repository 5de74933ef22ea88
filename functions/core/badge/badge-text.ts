/** In code points; longer than a line of a README. */
const LONGEST = 100;

/** Characters that XML 1.0 cannot represent, including lone surrogates (https://www.w3.org/TR/xml/#charsets). */
const NO_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** A stranger's text as a badge can show it: valid XML characters, on one line, and not too long. */
export function badgeText(text: string): string {
  // Also cut beforehand, so that a megabyte is not searched. Half a surrogate pair that remains is removed as invalid
  // XML.
  const line = text
    .slice(0, 4 * LONGEST)
    .replace(NO_XML, '')
    .replace(/\s+/g, ' ')
    .trim();
  const characters = Array.from(line);
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join('')}…` : line;
}
