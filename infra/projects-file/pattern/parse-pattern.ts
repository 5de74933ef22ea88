import { RegExpParser, type AST } from '@eslint-community/regexpp';
import { PatternError } from './cursor.ts';
import { translate, type Translation } from './translate.ts';

/** A filter's pattern, translated and parsed. */
export interface Pattern extends Translation {
  readonly alternatives: readonly AST.Alternative[];
}

/** Parses a JavaScript regular expression. */
export const parseExpression = (text: string): readonly AST.Alternative[] =>
  new RegExpParser().parsePattern(text, 0, text.length, { unicode: true }).alternatives;

/** Reads a pattern as CodeBuild's Java does. Java syntax without an exact translation is a problem. */
export function parsePattern(source: string): Pattern | { readonly problem: string } {
  try {
    const translation = translate(source);
    return { ...translation, alternatives: parseExpression(translation.text) };
  } catch (error) {
    if (error instanceof PatternError) return { problem: error.message };
    throw error;
  }
}
