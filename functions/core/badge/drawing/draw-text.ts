import satori from 'satori';

export interface DrawnText {
  /** Pixels. */
  readonly width: number;
  /** Path data of absolute commands, in pixels; empty where nothing is to be seen. */
  readonly path: string;
  /** What the font has no glyphs for. */
  readonly missing: readonly string[];
}

/**
 * Lets satori draw a line of text: shaped, and in the order it is read.
 *
 * @param fontSize pixels
 * @param font a TrueType font's file; satori knows a buffer that it has read before
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
  // satori's drawing of text is one path; that of a space is none.
  const [path = ''] = [...svg.matchAll(/ d="([^"]*)"/g)].map(([, d]) => d);
  return { width: Number(/ width="([\d.]+)"/.exec(svg)![1]), path, missing };
}

/** Where a line of text stands, in pixels from its top. */
export async function baselineOf(fontSize: number, font: Buffer): Promise<number> {
  const { path } = await drawText('H', fontSize, font);
  return Math.max(...[...path.matchAll(/-?[\d.]+ (-?[\d.]+)/g)].map(([, y]) => Number(y)));
}
