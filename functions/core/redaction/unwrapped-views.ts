import { rewritten, type View } from './view.ts';

/**
 * A line of at least this length may have been broken only because it was too long: terminals have 80 columns, base64
 * 64 or 76, and tables break earlier.
 */
const BROKEN_FROM = 40;
const BROKEN = new RegExp(String.raw`(?<=^[^\n]{${BROKEN_FROM - 1},}\S)\n(?=\S)`, 'gm');

/** The text with long lines joined to the next one. */
export const withoutBreaks = (view: View): View | undefined => rewritten(view, BROKEN, () => '');

/** The text as a single line, without indentation. */
export const inOneLine = (view: View): View | undefined => rewritten(view, /\n[ \t]*/g, () => '');
