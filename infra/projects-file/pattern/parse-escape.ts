import { among, complement, only, type CharacterSet } from './character-set.ts';
import { refuse, take, type Cursor } from './cursor.ts';

/**
 * Java's predefined classes, which differ from JavaScript's: there `\s` takes more and `\h` is an h.
 * https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/regex/Pattern.html
 */
const CLASSES: Readonly<Record<string, CharacterSet>> = {
  d: among('0-9'),
  w: among('0-9A-Z_a-z'),
  s: among('\t-\r '),
  h: among('\t \u00a0\u1680\u180e\u2000-\u200a\u202f\u205f\u3000'),
  v: among('\n-\r\u0085\u2028\u2029'),
};

const CONTROLS: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f', a: '\u0007', e: '\u001b' };

/** As `\p{Alpha}`: of ASCII alone. */
const POSIX: ReadonlyMap<string, CharacterSet> = new Map([
  ['Lower', among('a-z')],
  ['Upper', among('A-Z')],
  ['ASCII', among('\0-\u007f')],
  ['Alpha', among('A-Za-z')],
  ['Digit', among('0-9')],
  ['Alnum', among('0-9A-Za-z')],
  ['Punct', among('!-/:-@[-`{-~')],
  ['Graph', among('!-~')],
  ['Print', among(' -~')],
  ['Blank', among(' \t')],
  ['Cntrl', among('\0-\u001f\u007f')],
  ['XDigit', among('0-9A-Fa-f')],
  ['Space', among('\t-\r ')],
]);

const CATEGORY = /^(?:Is|gc=|general_category=)?(L[ulmot]?|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?|C[cf]?)$/;

const NO_CHARACTER = 'this is no character: write \\x41, \\x{1F600}, \\u0041 or the character itself';

/** What a backslash can have behind it where that stands for a character; the last of each row if it is none. */
const ESCAPES: readonly (readonly [RegExp, (match: RegExpExecArray) => CharacterSet | undefined, why: string])[] = [
  [/[dwshv]/y, ([name]) => CLASSES[name], ''],
  [/[DWSHV]/y, ([name]) => complement(CLASSES[name.toLowerCase()]!), ''],
  [/[tnrfae]/y, ([name]) => only(CONTROLS[name]!), ''],
  [
    /(p|P)(?:\{([^}]*)\}|(.?))/suy,
    ([, letter, long, short = '']) => property(long ?? short, letter === 'P'),
    `this property is not supported: known are ${[...POSIX.keys()].join(', ')} and general categories such as L or Lu`,
  ],
  [/x(?:([\da-fA-F]{2})|\{([\da-fA-F]{1,8})\})?/y, ([, two, braced]) => codePoint(two ?? braced, 16), NO_CHARACTER],
  [/u([\da-fA-F]{4})?/y, ([, four]) => codePoint(four, 16), NO_CHARACTER],
  [/0([0-3]?[0-7]{1,2})?/y, ([, octal]) => codePoint(octal, 8), NO_CHARACTER],
  [
    /c([@-_]?)/y,
    ([, letter]) => (letter ? only(String.fromCharCode(letter.charCodeAt(0) ^ 0x40)) : undefined),
    '\\c needs a letter behind it: \\cM is a carriage return',
  ],
  [/[a-zA-Z1-9]/y, () => undefined, 'this escape is not supported: only \\ before punctuation is that character'],
  [/$/y, () => undefined, 'a backslash needs a character behind it: \\\\ is a backslash itself'],
  [/./suy, ([character]) => only(character), ''],
];

/**
 * The characters that an escape stands for, in a class and outside; the cursor is behind its backslash.
 * @throws PatternError for what stands for no single character
 */
export function parseEscape(cursor: Cursor): CharacterSet {
  const from = cursor.at - 1;
  for (const [expression, setOf, why] of ESCAPES) {
    const match = take(cursor, expression);
    if (match) return setOf(match) ?? refuse(cursor, from, why);
  }
  throw new Error('Every character matches the last expression.');
}

function property(name: string, isNegated: boolean): CharacterSet | undefined {
  const posix = POSIX.get(name);
  if (posix !== undefined) return isNegated ? complement(posix) : posix;
  const [, category] = CATEGORY.exec(name) ?? [];
  return category && `\\${isNegated ? 'P' : 'p'}{${category}}`;
}

function codePoint(digits: string | undefined, base: number): CharacterSet | undefined {
  const value = parseInt(digits ?? '', base);
  return value <= 0x10ffff && !(value >= 0xd800 && value <= 0xdfff) ? only(String.fromCodePoint(value)) : undefined;
}
