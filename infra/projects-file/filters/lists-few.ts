import type { AST } from '@eslint-community/regexpp';
import type { Pattern } from '../pattern/parse-pattern.ts';
import { isGroup, isOneCharacter } from '../pattern/pattern-shape.ts';
import { rangesOf } from './ranges-of.ts';

/** The number of ids that fit into a pattern that lists them. */
const FEW = 256;

/**
 * Whether a pattern is a list of a few texts, apart from anchors. It must not accept the empty text, which represents
 * an unknown id.
 */
export const listsFew = ({ alternatives }: Pattern): boolean =>
  countAll(alternatives) <= FEW && alternatives.every(({ elements }) => elements.some(takesText));

const countAll = (alternatives: readonly AST.Alternative[]): number =>
  sum(alternatives.map(({ elements }) => product(elements.map(count))));

/** The most texts that an element accepts. */
function count(element: AST.Element): number {
  if (isGroup(element)) return countAll(element.alternatives);
  if (isOneCharacter(element))
    return sum((rangesOf(element) ?? [[0, Infinity]]).map(([first, last]) => last - first + 1));
  if (element.type !== 'Quantifier') return 1;
  const each = count(element.element);
  if (element.max === Infinity) return Infinity;
  return sum(Array.from({ length: element.max - element.min + 1 }, (_, more) => each ** (element.min + more)));
}

function takesText(element: AST.Element): boolean {
  if (isGroup(element)) return element.alternatives.every(({ elements }) => elements.some(takesText));
  return isOneCharacter(element) || (element.type === 'Quantifier' && element.min > 0 && takesText(element.element));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);
const product = (numbers: readonly number[]): number => numbers.reduce((all, each) => all * each, 1);
