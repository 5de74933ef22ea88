/** Where the translation is in a pattern, in UTF-16 units, and whether `(?i)` holds there. */
export interface Cursor {
  readonly text: string;
  at: number;
  caseMatters: boolean;
}

/** What can't be taken over exactly: said with its place in the pattern. */
export class PatternError extends Error {}

/** Steps over what an expression, which has the sticky flag, finds here. */
export function take(cursor: Cursor, expression: RegExp): RegExpExecArray | undefined {
  expression.lastIndex = cursor.at;
  const match = expression.exec(cursor.text) ?? undefined;
  if (match) cursor.at = expression.lastIndex;
  return match;
}

/** @throws PatternError */
export function refuse({ text, at }: Cursor, from: number, why: string): never {
  throw new PatternError(`${text.slice(from, at)} at character ${Array.from(text.slice(0, from)).length + 1}: ${why}`);
}
