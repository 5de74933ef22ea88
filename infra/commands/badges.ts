import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { comparisonSheet } from '../badge-drawing/comparison-sheet.ts';
import { glyphFiles } from '../badge-drawing/glyphs-file.ts';
import { shownPath } from '../shown-path.ts';
import { command } from './command.ts';

const HELP = `npm run badges

Draws the glyphs of the badges with satori, and creates a page that compares our badges with badge-maker's.
`;

const BUILD = new URL('../../.build/', import.meta.url);

export const main = command({
  help: HELP,
  options: {},
  async run(_values, { console }) {
    // A development dependency; the service itself does not need it.
    const { makeBadge } = await import('badge-maker');
    for (const [file, content] of await glyphFiles()) {
      await writeFile(file, content);
      console.log(`Glyphs: ${shownPath(fileURLToPath(file))}`);
    }
    await mkdir(BUILD, { recursive: true });
    const sheet = new URL('badges.html', BUILD);
    await writeFile(sheet, await comparisonSheet('badge-maker', makeBadge));
    console.log(`Comparison sheet: ${shownPath(fileURLToPath(sheet))}`);
  },
});
