import { category, charactersOf, complement, rangesOf, type CharacterSet } from './character-set.ts';
import { next, peek, refuse, take, takeMatch, type Cursor } from './cursor.ts';

/**
 * Java's predefined classes, which differ from JavaScript's: there `\s` takes more and `\h` is an h.
 * https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/regex/Pattern.html
 */
const CLASSES: Readonly<Record<string, CharacterSet>> = {
  d: rangesOf([0x30, 0x39]),
  w: rangesOf([0x30, 0x39], [0x41, 0x5a], [0x5f, 0x5f], [0x61, 0x7a]),
  s: rangesOf([0x09, 0x0d], [0x20, 0x20]),
  h: charactersOf(
    '\t \u00a0\u1680\u180e\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000',
  ),
  v: charactersOf('\n\v\f\r\u0085\u2028\u2029'),
};

const CONTROLS: Readonly<Record<string, string>> = { t: '\t', n: '\n', r: '\r', f: '\f', a: '\u0007', e: '\u001b' };

/** As `\p{Alpha}`: of ASCII alone. */
const POSIX: Readonly<Record<string, CharacterSet>> = {
  Lower: rangesOf([0x61, 0x7a]),
  Upper: rangesOf([0x41, 0x5a]),
  ASCII: rangesOf([0, 0x7f]),
  Alpha: rangesOf([0x41, 0x5a], [0x61, 0x7a]),
  Digit: rangesOf([0x30, 0x39]),
  Alnum: rangesOf([0x30, 0x39], [0x41, 0x5a], [0x61, 0x7a]),
  Punct: rangesOf([0x21, 0x2f], [0x3a, 0x40], [0x5b, 0x60], [0x7b, 0x7e]),
  Graph: rangesOf([0x21, 0x7e]),
  Print: rangesOf([0x20, 0x7e]),
  Blank: charactersOf(' \t'),
  Cntrl: rangesOf([0, 0x1f], [0x7f, 0x7f]),
  XDigit: rangesOf([0x30, 0x39], [0x41, 0x46], [0x61, 0x66]),
  Space: rangesOf([0x09, 0x0d], [0x20, 0x20]),
};

const CATEGORY = /^(?:L[ulmot]?|M[nce]?|N[dlo]?|P[cdseifo]?|S[mcko]?|Z[slp]?|C[cf]?)$/;

/**
 * The characters that an escape stands for, in a class and outside; the cursor is behind its backslash.
 * @throws PatternProblem for what stands for no single character
 */
export function parseEscape(cursor: Cursor): CharacterSet {
  const from = cursor.at - 1;
  const letter = next(cursor);
  const named = CLASSES[letter.toLowerCase()];
  if (named && Object.hasOwn(CLASSES, letter.toLowerCase())) {
    return letter === letter.toLowerCase() ? named : complement(named);
  }
  if (Object.hasOwn(CONTROLS, letter)) return charactersOf(CONTROLS[letter]!);
  switch (letter) {
    case 'p':
    case 'P':
      return parseProperty(cursor, from, letter === 'P');
    case 'x':
    case 'u':
    case '0':
      return parseCodePoint(cursor, from, letter);
    case 'c':
      return parseControl(cursor, from);
    case '':
      return refuse(cursor, from, 'a backslash needs a character behind it: \\\\ is a backslash itself');
    default:
      if (/[a-zA-Z1-9]/.test(letter)) {
        return refuse(cursor, from, 'this escape is not supported: only \\ before punctuation is that character');
      }
      return charactersOf(letter);
  }
}

function parseProperty(cursor: Cursor, from: number, negated: boolean): CharacterSet {
  const name = take(cursor, '{') ? (takeMatch(cursor, /[^}]*\}/y)?.[0].slice(0, -1) ?? '') : next(cursor);
  const posix = Object.hasOwn(POSIX, name) ? POSIX[name] : undefined;
  if (posix) return negated ? complement(posix) : posix;
  const general = name.replace(/^(?:Is|gc=|general_category=)/, '');
  if (CATEGORY.test(general)) return category(`\\${negated ? 'P' : 'p'}{${general}}`);
  return refuse(
    cursor,
    from,
    `this property is not supported: known are ${Object.keys(POSIX).join(', ')} and general categories such as L or Lu`,
  );
}

function parseCodePoint(cursor: Cursor, from: number, letter: string): CharacterSet {
  const digits =
    letter === '0'
      ? takeMatch(cursor, /[0-3]?[0-7]{1,2}/y)?.[0]
      : (takeMatch(cursor, letter === 'x' ? /([0-9a-fA-F]{2})|\{([0-9a-fA-F]{1,8})\}/y : /[0-9a-fA-F]{4}/y)?.[0] ?? '');
  const value = parseInt((digits ?? '').replace(/[{}]/g, ''), letter === '0' ? 8 : 16);
  if (Number.isNaN(value) || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) {
    return refuse(cursor, from, 'this is no character: write \\x41, \\x{1F600}, \\u0041 or the character itself');
  }
  return rangesOf([value, value]);
}

function parseControl(cursor: Cursor, from: number): CharacterSet {
  const letter = peek(cursor);
  if (!/[@-_]/.test(letter)) return refuse(cursor, from, '\\c needs a letter behind it: \\cM is a carriage return');
  const value = next(cursor).charCodeAt(0) ^ 0x40;
  return rangesOf([value, value]);
}
