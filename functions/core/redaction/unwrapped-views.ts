import { rewritten, type View } from './view.ts';

/**
 * From this length on, a line that is followed by another may have been broken only because it was too long: terminals
 * have 80 columns, base64 64 or 76.
 */
const BROKEN_FROM = 60;
const BROKEN = new RegExp(String.raw`(?<=^[^\n]{${BROKEN_FROM},}\S)\n(?=\S)`, 'gm');

/** A text whose long lines go on with the next. */
export const withoutBreaks = (view: View): View | undefined => rewritten(view, BROKEN, () => '');

/** All of a text in one line, and what indents a line is gone. */
export const inOneLine = (view: View): View | undefined => rewritten(view, /\n[ \t]*/g, () => '');
