import {
  codePointOf,
  complement,
  ignoringCase,
  intersection,
  only,
  printSet,
  type CharacterSet,
} from './character-set.ts';
import { refuse, take, type Cursor } from './cursor.ts';
import { parseEscape } from './parse-escape.ts';

/**
 * A bracketed class in Java's grammar, which has unions `[a[bc]]` and intersections `[a-z&&[^aeiou]]`; the cursor is
 * behind its opening bracket.
 * @throws PatternError
 */
export function parseClass(cursor: Cursor, caseMatters: boolean): CharacterSet {
  const from = cursor.at - 1;
  const isNegated = take(cursor, /\^/y);
  const operands: CharacterSet[] = [];
  do operands.push(parseUnion(cursor, from, caseMatters));
  while (take(cursor, /&&/y));
  take(cursor, /\]/y);
  const set = isNegated ? complement(intersection(operands)) : intersection(operands);
  const printed = printSet(set);
  if (printed === '') refuse(cursor, from, 'this class takes no character at all');
  if (printed !== undefined) return set;
  return refuse(
    cursor,
    from,
    'Unicode categories can only be joined with others here: write it without && and nested [^…]',
  );
}

/** Up to the closing bracket or `&&`. */
function parseUnion(cursor: Cursor, from: number, caseMatters: boolean): CharacterSet {
  let joined: CharacterSet = '';
  while (!take(cursor, /(?=\]|&&|$)/y)) joined += parseItem(cursor, caseMatters);
  if (cursor.at === cursor.text.length) {
    refuse(cursor, from, 'this class is not closed: add ], or write \\[ for a bracket');
  }
  return joined === '' ? refuse(cursor, from, 'this class needs a character: write \\] for a bracket') : joined;
}

function parseItem(cursor: Cursor, caseMatters: boolean): CharacterSet {
  if (take(cursor, /\[/y)) return parseClass(cursor, caseMatters);
  const from = cursor.at;
  const first = parseCharacter(cursor);
  const set = take(cursor, /-(?![[\]]|$)/y) ? range(first, parseCharacter(cursor)) : first;
  if (set === undefined) {
    return refuse(cursor, from, 'a range goes from a lower character to a higher one: write \\- for a hyphen');
  }
  if (caseMatters) return set;
  return ignoringCase(set) ?? refuse(cursor, from, 'a Unicode category can not ignore case: write it without (?i)');
}

const parseCharacter = (cursor: Cursor): CharacterSet =>
  take(cursor, /\\/y) ? parseEscape(cursor) : only(take(cursor, /./suy)![0]);

function range(first: CharacterSet, last: CharacterSet): CharacterSet | undefined {
  const [low, high] = [codePointOf(first), codePointOf(last)];
  return low !== undefined && high !== undefined && low <= high ? `${first}-${last}` : undefined;
}
