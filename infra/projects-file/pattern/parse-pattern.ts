import { RegExpParser, type AST } from '@eslint-community/regexpp';
import { PatternError } from './cursor.ts';
import { translate } from './translate.ts';

/** A filter's pattern, translated and parsed. */
export interface Pattern {
  /** In the language that JavaScript and RE2 have in common. */
  readonly text: string;
  readonly alternatives: readonly AST.Alternative[];
  /** What is written in the projects file for a part of the text. */
  readonly sourceOf: (start: number, end: number) => string;
}

/** Parses an expression as JavaScript has it. */
export const parseExpression = (text: string): readonly AST.Alternative[] =>
  new RegExpParser().parsePattern(text, 0, text.length, { unicode: true }).alternatives;

/** Reads a pattern as CodeBuild's Java does. What Java knows and no exact translation exists for is a problem. */
export function parsePattern(source: string): Pattern | { readonly problem: string } {
  try {
    const { text, origins } = translate(source);
    const sourceOf = (start: number, end: number) => source.slice(origins[start], origins[end]);
    return { text, alternatives: parseExpression(text), sourceOf };
  } catch (error) {
    if (error instanceof PatternError) return { problem: error.message };
    throw error;
  }
}
