import { drawGlyphs } from './draw-glyphs.ts';
import { repertoire } from './repertoire.ts';

/** The glyphs that the badge function is deployed with. Written by `npm run badges`, and to be committed. */
export const glyphsFile = new URL('../../functions/core/badge/glyphs.json', import.meta.url);

/** What that file has to hold: the same bytes on every machine. */
export const glyphsFileContent = async (): Promise<string> =>
  `${JSON.stringify(await drawGlyphs(repertoire), null, 2)}\n`;
