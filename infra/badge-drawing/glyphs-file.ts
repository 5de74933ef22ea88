import { drawGlyphs } from './draw-glyphs.ts';
import { repertoire } from './repertoire.ts';

const DIRECTORY = new URL('../../functions/core/badge/', import.meta.url);

/**
 * The files of glyphs that the badge function is deployed with, and what they have to hold: the same bytes on every
 * machine. Written by `npm run badges`, and to be committed.
 */
export async function glyphFiles(): Promise<ReadonlyMap<URL, string>> {
  const ascii = repertoire.filter((character) => character <= '~');
  return new Map([
    [new URL('ascii-glyphs.json', DIRECTORY), await fileContent(ascii)],
    [new URL('glyphs.json', DIRECTORY), await fileContent(repertoire)],
  ]);
}

const fileContent = async (characters: readonly string[]): Promise<string> =>
  `${JSON.stringify(await drawGlyphs(characters), null, 2)}\n`;
