import { readFile } from 'node:fs/promises';
import { baselineOf, drawText } from '../../functions/core/badge/drawing/draw-text.ts';
import type { GlyphTable } from '../../functions/core/badge/drawing/outline-text.ts';
import { relativePath } from '../../functions/core/badge/drawing/relative-path.ts';

/** In pixels. At this size, DejaVu Sans fills whole pixels: capitals are 8 high, small letters 6, stems 1. */
const FONT_SIZE = 11;
/** At the font's units per em, satori's widths are the font's own advances, as exact whole numbers. */
const UNITS_PER_EM = 2048;
/** Units per pixel, as precise as the coordinates that satori writes. */
const SCALE = 10;

/**
 * Draws each character by itself with satori and keeps the outline, so that text can be composed without satori.
 * Advances are whole pixels, as in hinted text, so that every letter's stems lie on the pixel grid. Characters that the
 * font lacks, or that have no width, are left out.
 */
export async function drawGlyphs(characters: readonly string[], fontFile: URL): Promise<GlyphTable> {
  const font = await readFile(fontFile);
  const baseline = await baselineOf(FONT_SIZE, font);
  const advance = async (text: string): Promise<number> => (await drawText(text, UNITS_PER_EM, font)).width;
  const fence = await advance('||');
  const advances: Record<string, number> = {};
  const outlines: Record<string, string> = {};
  for (const character of characters) {
    const { path, missing } = await drawText(character, FONT_SIZE, font);
    if (missing.length > 0) continue;
    // Between bars, since satori gives a single space no width.
    const units = (await advance(`|${character}|`)) - fence;
    const pixels = Math.round((units * FONT_SIZE) / UNITS_PER_EM);
    if (pixels === 0) continue;
    advances[character] = pixels;
    outlines[character] = relativePath(path, SCALE, { x: 0, y: baseline }, { x: pixels, y: baseline });
  }
  return { advances, outlines };
}
