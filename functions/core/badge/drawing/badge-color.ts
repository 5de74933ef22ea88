/**
 * The colour names of shields, with their values.
 * https://github.com/badges/shields/blob/master/badge-maker/lib/color.js
 */
const NAMED: Readonly<Record<string, string>> = {
  brightgreen: '#44bb00',
  success: '#44bb00',
  green: '#67ac09',
  yellow: '#d8b800',
  yellowgreen: '#95991a',
  orange: '#ea7233',
  important: '#ea7233',
  red: '#dd4343',
  critical: '#dd4343',
  blue: '#007ec6',
  informational: '#007ec6',
  grey: '#555555',
  gray: '#555555',
  lightgrey: '#939393',
  lightgray: '#939393',
  inactive: '#939393',
};

const HEX = /^#?([0-9a-f]{6}|[0-9a-f]{3})$/i;

/**
 * A requested colour as "#rrggbb": a colour name of shields, or hex with or without "#"; undefined for any other text.
 */
export function badgeColor(text: string): string | undefined {
  if (Object.hasOwn(NAMED, text)) return NAMED[text];
  const hex = HEX.exec(text)?.[1];
  return hex && `#${(hex.length === 3 ? hex.replace(/./g, '$&$&') : hex).toLowerCase()}`;
}

/** Low enough for white on shields' blue (4.37) and red (4.24), and too high for their other colours; orange has 3. */
const CONTRAST_OF_WHITE = 4.2;

/** For text on "#rrggbb": white where it is readable, otherwise black, which then has a contrast of at least 5:1. */
export const textColorOn = (background: string): '#fff' | '#000' =>
  1.05 / (relativeLuminance(background) + 0.05) >= CONTRAST_OF_WHITE ? '#fff' : '#000';

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function relativeLuminance(color: string): number {
  const linear = (start: number): number => {
    const channel = Number.parseInt(color.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  };
  return 0.2126 * linear(1) + 0.7152 * linear(3) + 0.0722 * linear(5);
}
