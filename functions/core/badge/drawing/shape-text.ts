import fontFile from './DejaVuSans.ttf';
import { baselineOf, drawText, type DrawnText } from './draw-text.ts';
import type { OutlinedText } from './outline-text.ts';
import { relativePath } from './relative-path.ts';

const font = Buffer.from(fontFile);

/** In pixels, the same as the glyph table's (infra/badge-drawing/draw-glyphs.ts). */
const FONT_SIZE = 11;
/** Units per pixel. */
const SCALE = 10;

const baseline = baselineOf(FONT_SIZE, font);

/**
 * Outlines text whose letters depend on their neighbours or that is read from right to left. Shaping takes milliseconds
 * and needs satori and its font, which are loaded only when they are needed. Characters that the font lacks are drawn
 * as "?".
 */
export async function shapeText(text: string): Promise<OutlinedText> {
  const y = await baseline;
  const { width, path } = await drawKnown(text);
  const end = Math.ceil(width);
  return { width: end * SCALE, outline: relativePath(path, SCALE, { x: 0, y }, { x: end, y }) };
}

async function drawKnown(text: string): Promise<DrawnText> {
  const drawn = await drawText(text, FONT_SIZE, font);
  if (drawn.missing.length === 0) return drawn;
  const replace = (line: string, segment: string): string =>
    line.replaceAll(segment, '?'.repeat(Array.from(segment).length));
  return drawText(drawn.missing.reduce(replace, text), FONT_SIZE, font);
}
