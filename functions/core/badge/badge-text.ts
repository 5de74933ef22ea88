/** Code points: more than fits a README's line. */
const LONGEST = 100;

/** What XML 1.0 has no way to write, lone surrogates included (https://www.w3.org/TR/xml/#charsets). */
const NO_XML = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** A stranger's text as a badge can carry it: of what XML allows, on one line, and not too long. */
export function badgeText(text: string): string {
  // Cut beforehand too, so that a megabyte isn't searched; half a surrogate pair that is left over is no XML.
  const line = text
    .slice(0, 4 * LONGEST)
    .replace(NO_XML, '')
    .replace(/\s+/g, ' ')
    .trim();
  const characters = Array.from(line);
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join('')}…` : line;
}
