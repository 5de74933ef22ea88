import { readFile } from 'node:fs/promises';
import satori, { type Font } from 'satori';
import type { GlyphTable } from '../../functions/core/badge/outline-text.ts';
import { relativePath } from './relative-path.ts';

/** Pixels. DejaVu Sans fills whole pixels at this size: capitals 8 high, small letters 6, stems 1. */
const FONT_SIZE = 11;
/** At the font's units per em satori's widths are the font's own advances, whole and exact. */
const UNITS_PER_EM = 2048;
/** Units a pixel: as finely as satori writes coordinates. */
const SCALE = 10;

/**
 * Lets satori draw each character by itself and keeps the outline, so that text can be put together without satori.
 * Advances are whole pixels, as in hinted text: every letter's stems lie on the pixel grid.
 * Characters that the font lacks, or that take no room, are left out.
 */
export async function drawGlyphs(characters: readonly string[]): Promise<GlyphTable> {
  const font = await readFont();
  const baseline = lowest(pathOf(await draw('H', FONT_SIZE, font)));
  const fence = await advance('||', font);
  const advances: Record<string, number> = {};
  const outlines: Record<string, string> = {};
  for (const character of characters) {
    const drawing = await drawKnown(character, font);
    if (drawing === undefined) continue;
    // Between fences, since satori gives a lone space no width.
    const units = (await advance(`|${character}|`, font)) - fence;
    const pixels = Math.round((units * FONT_SIZE) / UNITS_PER_EM);
    if (pixels === 0) continue;
    advances[character] = pixels;
    outlines[character] = relativePath(pathOf(drawing), SCALE, { x: 0, y: baseline }, { x: pixels, y: baseline });
  }
  return { advances, outlines };
}

async function readFont(): Promise<Font> {
  const data = await readFile(new URL('DejaVuSans.ttf', import.meta.url));
  return { name: 'DejaVu Sans', data, weight: 400, style: 'normal' };
}

async function drawKnown(character: string, font: Font): Promise<string | undefined> {
  let known = true;
  const drawing = await draw(character, FONT_SIZE, font, () => (known = false));
  return known ? drawing : undefined;
}

const advance = async (text: string, font: Font): Promise<number> =>
  Number(/ width="(\d+)"/.exec(await draw(text, UNITS_PER_EM, font))![1]);

function draw(text: string, fontSize: number, font: Font, onMissing?: () => void): Promise<string> {
  const style = { display: 'flex', fontSize, lineHeight: 1, whiteSpace: 'pre' };
  return satori(
    { type: 'div', key: null, props: { style, children: text } },
    {
      height: fontSize,
      fonts: [font],
      loadAdditionalAsset: async () => {
        onMissing?.();
        return [];
      },
    },
  );
}

/** satori's drawing of text is one path; that of a space is none. */
const pathOf = (svg: string): string => / d="([^"]*)"/.exec(svg)?.[1] ?? '';

const lowest = (path: string): number =>
  Math.max(...[...path.matchAll(/-?[\d.]+ (-?[\d.]+)/g)].map(([, y]) => Number(y)));
