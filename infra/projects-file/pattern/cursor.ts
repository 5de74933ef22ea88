/** The position of the translation in a pattern, in UTF-16 units, and whether `(?i)` is active there. */
export interface Cursor {
  readonly text: string;
  at: number;
  caseMatters: boolean;
}

/** Something that cannot be translated exactly; the message contains its position. */
export class PatternError extends Error {}

/** Consumes what an expression, which has the sticky flag, matches here. */
export function take(cursor: Cursor, expression: RegExp): RegExpExecArray | undefined {
  expression.lastIndex = cursor.at;
  const match = expression.exec(cursor.text) ?? undefined;
  if (match) cursor.at = expression.lastIndex;
  return match;
}

/** @throws PatternError */
export function refuse({ text, at }: Cursor, from: number, why: string): never {
  throw new PatternError(
    `character ${Array.from(text.slice(0, from)).length + 1}, "${text.slice(from, at)}", since ${why}`,
  );
}
