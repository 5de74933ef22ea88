import { drawGlyphs } from './draw-glyphs.ts';
import { repertoire } from './repertoire.ts';

const DIRECTORY = new URL('../../functions/core/badge/drawing/', import.meta.url);
/** Deployed too, since labels are shaped with it. */
const REGULAR = new URL('DejaVuSans.ttf', DIRECTORY);
/** Under the same licence, DejaVuSans.LICENSE. */
const BOLD = new URL('DejaVuSans-Bold.ttf', import.meta.url);

/**
 * The files of glyphs that the badge function is deployed with, and what they have to hold: the same bytes on every
 * machine. Written by `npm run badges`, and to be committed.
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
