/** Where a parser is in a pattern, by characters and not by UTF-16 units. */
export interface Cursor {
  readonly characters: readonly string[];
  at: number;
}

/** What can't be taken over exactly: said with its place in the pattern. */
export class PatternProblem extends Error {}

export const cursorOn = (text: string): Cursor => ({ characters: Array.from(text), at: 0 });

export const peek = ({ characters, at }: Cursor): string => characters[at] ?? '';

export const next = (cursor: Cursor): string => cursor.characters[cursor.at++] ?? '';

export const textFrom = ({ characters, at }: Cursor, from: number): string => characters.slice(from, at).join('');

/** Steps over the text if it comes next; says whether it did. */
export function take(cursor: Cursor, text: string): boolean {
  const here = cursor.characters.slice(cursor.at, cursor.at + text.length).join('');
  if (here !== text) return false;
  cursor.at += text.length;
  return true;
}

/** Steps over all that the expression, which has the sticky flag, finds here. */
export function takeMatch(cursor: Cursor, expression: RegExp): RegExpExecArray | undefined {
  const match = expression.exec(cursor.characters.slice(cursor.at).join(''));
  if (!match || match.index !== 0) return undefined;
  cursor.at += Array.from(match[0]).length;
  return match;
}

/** @throws PatternProblem */
export function refuse(cursor: Cursor, from: number, why: string): never {
  const what = textFrom(cursor, from) || 'the end of the pattern';
  throw new PatternProblem(`${what} at character ${from + 1}: ${why}`);
}
