import satori from 'satori';

export interface DrawnText {
  /** Pixels. */
  readonly width: number;
  /** Path data of absolute commands, in pixels; empty if nothing is visible. */
  readonly path: string;
  /** Characters that the font has no glyphs for. */
  readonly missing: readonly string[];
}

/**
 * Draws a line of text with satori: shaped, and in reading order.
 *
 * @param fontSize pixels
 * @param font the file of a TrueType font; satori recognises a buffer that it has read before
 */
export async function drawText(text: string, fontSize: number, font: Buffer): Promise<DrawnText> {
  const missing: string[] = [];
  const style = { display: 'flex', fontSize, lineHeight: 1, whiteSpace: 'pre' };
  const svg = await satori(
    { type: 'div', key: null, props: { style, children: text } },
    {
      height: fontSize,
      fonts: [{ name: 'font', data: font, weight: 400, style: 'normal' }],
      loadAdditionalAsset: async (_, segment) => {
        missing.push(segment);
        return [];
      },
    },
  );
  // Satori draws text as one path, and spaces as none.
  const [path = ''] = [...svg.matchAll(/ d="([^"]*)"/g)].map(([, d]) => d);
  return { width: Number(/ width="([\d.]+)"/.exec(svg)![1]), path, missing };
}

/** The baseline of a line of text, in pixels from its top. */
export async function baselineOf(fontSize: number, font: Buffer): Promise<number> {
  const { path } = await drawText('H', fontSize, font);
  return Math.max(...[...path.matchAll(/-?[\d.]+ (-?[\d.]+)/g)].map(([, y]) => Number(y)));
}
