import {
  among,
  codePointOf,
  complement,
  ignoringCase,
  isRange,
  only,
  type CharacterSet,
  type Range,
} from './character-set.ts';
import { refuse, take, type Cursor } from './cursor.ts';

/**
 * Java's predefined classes, which differ from JavaScript's: in JavaScript, `\s` matches more characters, and `\h` is
 * an h.
 * https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/regex/Pattern.html
 */
const CLASSES: Readonly<Record<string, readonly Range[]>> = {
  d: among('0-9'),
  w: among('0-9A-Z_a-z'),
  s: among('\t-\r '),
  h: among('\t \u00a0\u1680\u180e\u2000-\u200a\u202f\u205f\u3000'),
  v: among('\n-\r\u0085\u2028\u2029'),
};

const CONTROLS: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f', a: '\u0007', e: '\u001b' };

const CATEGORY = /^(?:Is|gc=|general_category=)?(L[ulmot]?|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?|C[cf]?)$/;

const NO_CHARACTER =
  'this escape is not a valid character: write, for example, \\x41, \\x{1F600}, \\u0041 or the character itself';

/**
 * The notations of a character, each with its parser. The last item of a row is the problem if the parser returns
 * nothing.
 */
const CHARACTERS: readonly (readonly [RegExp, (match: RegExpExecArray) => CharacterSet | undefined, why?: string])[] = [
  [/[^\\]/suy, ([character]) => only(character.codePointAt(0)!)],
  [/\\([dwshv])/iy, ([, name]) => CLASSES[name!] ?? complement(CLASSES[name!.toLowerCase()]!)],
  [/\\([tnrfae])/y, ([, name]) => among(CONTROLS[name!]!)],
  [
    /\\(p|P)(?:\{([^}]*)\}|(.?))/suy,
    ([, letter, long, short = '']) => category(letter!, long ?? short),
    'this property is not supported: list its characters, or use a general category such as L or Lu',
  ],
  [
    /\\(?:x([\da-fA-F]{2})|x\{([\da-fA-F]{1,8})\}|u([\da-fA-F]{4})|[xu])/y,
    ([, ...digits]) => codePoint(digits.join(''), 16),
    NO_CHARACTER,
  ],
  [/\\0([0-3]?[0-7]{1,2})?/y, ([, octal = '']) => codePoint(octal, 8), NO_CHARACTER],
  [/\\c(.)/suy, ([, character]) => only(character!.codePointAt(0)! ^ 0x40)],
  [/\\[a-zA-Z1-9]/y, () => undefined, 'this escape is not supported: remove the backslash, which is for punctuation'],
  [/\\$/y, () => undefined, 'nothing follows the backslash: write \\\\ to match a backslash'],
  [/\\(.)/suy, ([, character]) => only(character!.codePointAt(0)!)],
];

/** @throws PatternError for anything but a single character */
export const parseCharacter = (cursor: Cursor): CharacterSet => inBothCases(cursor, cursor.at, parseOne(cursor));

/** A character or a range in a class. */
export function parseRange(cursor: Cursor): CharacterSet {
  const from = cursor.at;
  const first = parseOne(cursor);
  if (!take(cursor, /-(?![[\]]|$)/y)) return inBothCases(cursor, from, first);
  const [low, high] = [codePointOf(first), codePointOf(parseOne(cursor))];
  if (low !== undefined && high !== undefined && low <= high) return inBothCases(cursor, from, [[low, high]]);
  return refuse(cursor, from, 'a range must go from a lower character to a higher one: write \\- to match a hyphen');
}

export const inBothCases = (cursor: Cursor, from: number, set: CharacterSet): CharacterSet =>
  cursor.caseMatters ? set : ignoringCase(rangesOf(cursor, from, set));

/** @throws PatternError if a set contains Unicode categories */
export const rangesOf = (cursor: Cursor, from: number, set: CharacterSet): readonly Range[] =>
  set.every(isRange)
    ? set
    : refuse(
        cursor,
        from,
        'a Unicode category cannot be combined with (?i), && or a nested [^…]: write the pattern without these',
      );

function parseOne(cursor: Cursor): CharacterSet {
  const from = cursor.at;
  for (const [expression, setOf, why = ''] of CHARACTERS) {
    const match = take(cursor, expression);
    if (match) return setOf(match) ?? refuse(cursor, from, why);
  }
  throw new Error('Every character matches the first expression or the last.');
}

function category(letter: string, name: string): CharacterSet | undefined {
  const [, found] = CATEGORY.exec(name) ?? [];
  return found === undefined ? undefined : [`\\${letter}{${found}}`];
}

function codePoint(digits: string, base: number): CharacterSet | undefined {
  const value = parseInt(digits, base);
  return value <= 0x10ffff && !(value >= 0xd800 && value <= 0xdfff) ? only(value) : undefined;
}
