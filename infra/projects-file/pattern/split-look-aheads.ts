import type { AST } from '@eslint-community/regexpp';
import { isEnd, isGroup, isLookAhead, isOneCharacter, isStart } from './pattern-shape.ts';

export interface SplitPattern {
  readonly text: string;
  /** Texts that must be found as well, or, if negated, must not be found. */
  readonly conditions: readonly { readonly text: string; readonly negated: boolean }[];
}

/**
 * Splits a pattern with look-aheads into several without. A look-ahead at a fixed number of characters after `^` looks
 * at a single place: `^a(?!b).*` is `^a.*` and not `^ab`. `^(?:(?!a).)*$` forbids its look-ahead at any place: it is
 * `^.*$` and not `^.*a`.
 * @returns undefined if no look-ahead has one of these forms
 */
export function splitLookAheads(alternatives: readonly AST.Alternative[]): SplitPattern | undefined {
  const [row, ...others] = alternatives.map(({ elements }) => elements);
  if (!row || others.length > 0 || !isStart(row[0])) return undefined;
  const conditions: { text: string; negated: boolean }[] = [];
  let text = '';
  let isFixed = true;
  for (const [index, element] of row.entries()) {
    const tempered = index === row.length - 2 && isEnd(row.at(-1)) ? asTempered(element) : undefined;
    if (isFixed && isLookAhead(element)) {
      conditions.push({ text: text + bodyOf(element), negated: element.negate });
    } else if (isFixed && tempered) {
      conditions.push({ text: `${text}${tempered.character}*${tempered.body}`, negated: true });
      text += tempered.character + tempered.repeat;
    } else {
      isFixed &&= hasFixedWidth(element);
      text += element.raw;
    }
  }
  return conditions.length > 0 ? { text, conditions } : undefined;
}

const bodyOf = ({ alternatives }: AST.LookaheadAssertion): string =>
  `(?:${alternatives.map(({ raw }) => raw).join('|')})`;

/**
 * A character that is repeated wherever something else, which begins with a character, does not begin: `(?:(?!a).)*`.
 */
function asTempered(repeat: AST.Element) {
  if (repeat.type !== 'Quantifier' || repeat.max < Infinity || !isGroup(repeat.element)) return undefined;
  const [[look, character, ...more] = [], ...others] = repeat.element.alternatives.map(({ elements }) => elements);
  if (!isLookAhead(look) || !look.negate || !character || !isOneCharacter(character)) return undefined;
  const isPlain = look.alternatives.every(({ elements: [first] }) => first && isOneCharacter(first));
  if (!isPlain || more.length > 0 || others.length > 0) return undefined;
  return { body: bodyOf(look), character: character.raw, repeat: repeat.raw.slice(repeat.element.raw.length) };
}

const hasFixedWidth = (element: AST.Element): boolean =>
  element.type === 'Quantifier'
    ? element.min === element.max && isOneCharacter(element.element)
    : element.type === 'Assertion' || isOneCharacter(element);
