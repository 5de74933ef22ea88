import fontFile from './DejaVuSans.ttf';
import { baselineOf, drawText } from './draw-text.ts';
import type { OutlinedText } from './outline-text.ts';
import { relativePath } from './relative-path.ts';

const font = Buffer.from(fontFile);

/** Pixels: the glyph table's (infra/badge-drawing/draw-glyphs.ts). */
const FONT_SIZE = 11;
/** Units a pixel. */
const SCALE = 10;

/**
 * Text whose letters depend on their neighbours, or that is read from the right, as an outline. It takes milliseconds,
 * and satori and its font, which are loaded for this alone. What the font lacks is drawn as "?".
 */
export async function shapeText(text: string): Promise<OutlinedText> {
  const { missing } = await drawText(text, FONT_SIZE, font);
  const drawable = missing.reduce(
    (line, segment) => line.replaceAll(segment, '?'.repeat(Array.from(segment).length)),
    text,
  );
  const { width, path } = await drawText(drawable, FONT_SIZE, font);
  const y = await baselineOf(FONT_SIZE, font);
  return {
    width: Math.ceil(width) * SCALE,
    outline: relativePath(path, SCALE, { x: 0, y }, { x: Math.ceil(width), y }),
  };
}
