import asciiGlyphs from './ascii-glyphs.json' with { type: 'json' };

/** Glyphs of one font and size, drawn in advance (infra/badge-drawing). Keys are single characters. */
export interface GlyphTable {
  /** Whole pixels. */
  readonly advances: Readonly<Record<string, number>>;
  /**
   * Path data in tenths of a pixel, with relative commands only. From a point on the baseline, it draws the glyph and
   * moves to the start of the next one, so the outlines of a text are simply concatenated.
   */
  readonly outlines: Readonly<Record<string, string>>;
}

export interface OutlinedText {
  /** Tenths of a pixel, like the outline. */
  readonly width: number;
  /** Path data of relative commands, drawn from a point on the baseline. */
  readonly outline: string;
}

/**
 * Converts a text to an outline.
 *
 * @param spacing added between characters, in tenths of a pixel
 */
export type OutlineText = (text: string, spacing: number) => OutlinedText;

const REPLACEMENT = '?';

/** Places glyphs side by side. A character that is missing from the table is drawn as "?". */
const outlineBy =
  ({ advances, outlines }: GlyphTable): OutlineText =>
  (text, spacing) => {
    const gap = spacing === 0 ? '' : `m${spacing} 0`;
    let width = -spacing;
    let outline = '';
    for (const character of text.normalize('NFC')) {
      const drawn = character in advances ? character : REPLACEMENT;
      width += 10 * advances[drawn]! + spacing;
      outline += outlines[drawn]! + gap;
    }
    return { width: Math.max(0, width), outline };
  };

/** Always loaded: the messages of badges and nearly all of their labels need no more. */
export const outlineAscii: OutlineText = outlineBy(asciiGlyphs);

/** ASCII capitals, digits and punctuation in bold; "?" for other characters. Loaded only for the style that uses them. */
export async function boldCapitalsOutliner(): Promise<OutlineText> {
  const { default: boldCapitals } = await import('./bold-capitals.json', { with: { type: 'json' } });
  return outlineBy(boldCapitals);
}

/**
 * Returns the outliner for a text and its upper case. It loads all glyphs only if needed, since reading them takes
 * milliseconds.
 */
export async function glyphOutliner(text: string): Promise<OutlineText> {
  if (/^[ -~]*$/.test(text)) return outlineAscii;
  const { default: glyphs } = await import('./glyphs.json', { with: { type: 'json' } });
  return outlineBy(glyphs);
}
