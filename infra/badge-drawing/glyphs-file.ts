import { drawGlyphs } from './draw-glyphs.ts';
import { repertoire } from './repertoire.ts';

const DIRECTORY = new URL('../../functions/core/badge/drawing/', import.meta.url);
/** Also deployed, since labels are shaped with it. */
const REGULAR = new URL('DejaVuSans.ttf', DIRECTORY);
/** Under the same licence, DejaVuSans.LICENSE. */
const BOLD = new URL('DejaVuSans-Bold.ttf', import.meta.url);

/**
 * The glyph files that the badge function is deployed with, and their content, which is the same on every machine. `npm
 * run badges` writes them, and they are committed.
 */
export async function glyphFiles(): Promise<ReadonlyMap<URL, string>> {
  const ascii = repertoire.filter((character) => character <= '~');
  const capitals = ascii.filter((character) => character === character.toUpperCase());
  return new Map([
    [new URL('ascii-glyphs.json', DIRECTORY), await fileContent(ascii, REGULAR)],
    [new URL('bold-capitals.json', DIRECTORY), await fileContent(capitals, BOLD)],
    [new URL('glyphs.json', DIRECTORY), await fileContent(repertoire, REGULAR)],
  ]);
}

const fileContent = async (characters: readonly string[], font: URL): Promise<string> =>
  `${JSON.stringify(await drawGlyphs(characters, font), null, 2)}\n`;
