import {
  charactersOf,
  complement,
  ignoringCase,
  intersection,
  isEmpty,
  rangesOf,
  union,
  type CharacterSet,
} from './character-set.ts';
import { next, peek, refuse, take, type Cursor } from './cursor.ts';
import { parseEscape } from './parse-escape.ts';

const NOTHING = rangesOf();
const INEXACT = 'Unicode categories can only be joined with others here: write it without && and nested [^…]';

/**
 * A bracketed class in Java's grammar, which has unions `[a[bc]]` and intersections `[a-z&&[^aeiou]]`; the cursor is
 * behind its opening bracket.
 * @throws PatternProblem
 */
export function parseClass(cursor: Cursor, caseMatters: boolean): CharacterSet {
  const from = cursor.at - 1;
  const negated = take(cursor, '^');
  let whole: CharacterSet | undefined;
  for (;;) {
    const operand = parseUnion(cursor, from, caseMatters);
    const cut: CharacterSet | undefined = whole ? intersection(whole, operand) : operand;
    whole = cut ?? refuse(cursor, from, INEXACT);
    if (next(cursor) === ']') break;
    next(cursor);
  }
  const set = negated ? complement(whole) : whole;
  return isEmpty(set) ? refuse(cursor, from, 'this class takes no character at all') : set;
}

/** Up to the closing bracket or `&&`. */
function parseUnion(cursor: Cursor, from: number, caseMatters: boolean): CharacterSet {
  const start = cursor.at;
  let joined = NOTHING;
  for (;;) {
    const character = peek(cursor);
    if (character === '') refuse(cursor, from, 'this class is not closed: add ], or write \\[ for a bracket');
    if (character === ']' && cursor.at > start) return joined;
    if (character === ']') refuse(cursor, from, 'a class needs a character: write \\] for a bracket');
    if (character === '&' && cursor.characters[cursor.at + 1] === '&') {
      return cursor.at > start ? joined : refuse(cursor, from, 'nothing stands before &&');
    }
    joined = union(joined, parseItem(cursor, caseMatters)) ?? refuse(cursor, from, INEXACT);
  }
}

function parseItem(cursor: Cursor, caseMatters: boolean): CharacterSet {
  if (take(cursor, '[')) return parseClass(cursor, caseMatters);
  const from = cursor.at;
  const first = parseCharacter(cursor);
  const isRange = peek(cursor) === '-' && !/^[\][]?$/.test(cursor.characters[cursor.at + 1] ?? '');
  const set = isRange ? parseRange(cursor, from, first) : first;
  if (caseMatters) return set;
  return ignoringCase(set) ?? refuse(cursor, from, 'a Unicode category can not ignore case: write it without (?i)');
}

const parseCharacter = (cursor: Cursor): CharacterSet => {
  const character = next(cursor);
  return character === '\\' ? parseEscape(cursor) : charactersOf(character);
};

function parseRange(cursor: Cursor, from: number, first: CharacterSet): CharacterSet {
  next(cursor);
  const low = single(first);
  const high = single(parseCharacter(cursor));
  if (low === undefined || high === undefined || low > high) {
    return refuse(cursor, from, 'a range goes from a lower character to a higher one: write \\- for a hyphen');
  }
  return rangesOf([low, high]);
}

/** The code point of a set of just one. */
function single({ ranges, categories }: CharacterSet): number | undefined {
  const [range] = ranges;
  const isOne = ranges.length === 1 && categories.length === 0 && range![0] === range![1];
  return isOne ? range![0] : undefined;
}
