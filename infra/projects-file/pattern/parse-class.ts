import { complement, intersection, printSet, type CharacterSet, type Range } from './character-set.ts';
import { refuse, take, type Cursor } from './cursor.ts';
import { parseRange, rangesOf } from './parse-character.ts';

/**
 * Translates a bracketed class in Java's grammar, which has unions `[a[bc]]` and intersections `[a-z&&[^aeiou]]`. The
 * cursor is after its opening bracket.
 * @throws PatternError
 */
export function parseClass(cursor: Cursor): string {
  const from = cursor.at - 1;
  const [isNegated, set] = parseBrackets(cursor);
  if (set.length > 0) return printSet(set, isNegated);
  return isNegated
    ? printSet(complement([]), false)
    : refuse(cursor, from, 'this class matches no character: correct the class');
}

function parseBrackets(cursor: Cursor): readonly [isNegated: boolean, CharacterSet] {
  const from = cursor.at - 1;
  const isNegated = take(cursor, /\^/y) !== undefined;
  let operand: (Range | string)[] = [];
  const operands = [operand];
  // Before anything else, a closing bracket is a literal character.
  while (operands.every(({ length }) => length === 0) || !take(cursor, /\]/y)) {
    if (take(cursor, /$/y)) refuse(cursor, from, 'this class is not closed: add ], or write \\[ to match a bracket');
    if (take(cursor, /&&/y)) operands.push((operand = []));
    else operand.push(...(take(cursor, /\[/y) ? parseNested(cursor) : parseRange(cursor)));
  }
  const [set = [], ...others] = operands.filter(({ length }) => length > 0);
  if (others.length === 0) return [isNegated, set];
  return [isNegated, intersection([set, ...others].map((each) => rangesOf(cursor, from, each)))];
}

function parseNested(cursor: Cursor): CharacterSet {
  const from = cursor.at - 1;
  const [isNegated, set] = parseBrackets(cursor);
  return isNegated ? complement(rangesOf(cursor, from, set)) : set;
}
