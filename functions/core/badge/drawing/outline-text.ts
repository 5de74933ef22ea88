import asciiGlyphs from './ascii-glyphs.json' with { type: 'json' };
import boldCapitals from './bold-capitals.json' with { type: 'json' };

/** Glyphs of one font and size, drawn beforehand (infra/badge-drawing). Keys are single characters. */
export interface GlyphTable {
  /** Whole pixels. */
  readonly advances: Readonly<Record<string, number>>;
  /**
   * Path data in tenths of a pixel, of relative commands only: from a point on the baseline it draws the glyph and
   * moves on to where the next begins, so that text is its glyphs' outlines one after the other.
   */
  readonly outlines: Readonly<Record<string, string>>;
}

export interface OutlinedText {
  /** Tenths of a pixel, like the outline. */
  readonly width: number;
  /** Path data of relative commands, to be drawn from a point on the baseline. */
  readonly outline: string;
}

/**
 * Text as an outline.
 *
 * @param spacing between characters, besides their own, in tenths of a pixel
 */
export type OutlineText = (text: string, spacing: number) => OutlinedText;

const REPLACEMENT = '?';

/** Outlines text by putting glyphs side by side. A character that the table lacks is drawn as "?". */
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

/** What is always at hand: the messages of badges and nearly all of their labels need no more. */
export const outlineAscii: OutlineText = outlineBy(asciiGlyphs);

/** ASCII's capitals, digits and signs in bold; for other characters "?". */
export const outlineBoldCapitals: OutlineText = outlineBy(boldCapitals);

/** What outlines a text and its upper case: from all glyphs only where it must, since reading them takes milliseconds. */
export async function glyphOutliner(text: string): Promise<OutlineText> {
  if (/^[ -~]*$/.test(text)) return outlineAscii;
  const { default: glyphs } = await import('./glyphs.json', { with: { type: 'json' } });
  return outlineBy(glyphs);
}
