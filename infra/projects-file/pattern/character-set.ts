/** A range of code points, including both ends. */
export type Range = readonly [first: number, last: number];

/** Contains Unicode categories in the engines' notation, `\p{L}`: which characters they match is not looked up. */
export type CharacterSet = readonly (Range | string)[];

const LAST_CODE_POINT = 0x10ffff;
const CASE_BIT = 0x20;

/** The characters of a text, in which a hyphen denotes a range: "0-9a-f". */
export const among = (text: string): readonly Range[] =>
  Array.from(text.matchAll(/(.)(?:-(.))?/gsu), ([, first, last = first]) => [
    first!.codePointAt(0)!,
    last!.codePointAt(0)!,
  ]);

export const only = (codePoint: number): readonly Range[] => [[codePoint, codePoint]];

export const isRange = (item: Range | string): item is Range => typeof item !== 'string';

/** The code point of a set with only one. */
export function codePointOf([item, ...others]: CharacterSet): number | undefined {
  return item && isRange(item) && item[0] === item[1] && others.length === 0 ? item[0] : undefined;
}

export function complement(ranges: readonly Range[]): readonly Range[] {
  const gaps: Range[] = [];
  let next = 0;
  for (const [first, last] of ranges.toSorted(([one], [other]) => one - other)) {
    if (first > next) gaps.push([next, first - 1]);
    next = Math.max(next, last + 1);
  }
  return next > LAST_CODE_POINT ? gaps : [...gaps, [next, LAST_CODE_POINT]];
}

export const intersection = (sets: readonly (readonly Range[])[]): readonly Range[] =>
  complement(sets.flatMap(complement));

/**
 * Adds the other case of each ASCII letter; Java's CASE_INSENSITIVE ignores the case of no other letters.
 * https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/regex/Pattern.html#CASE_INSENSITIVE
 */
export function ignoringCase(ranges: readonly Range[]): readonly Range[] {
  const shifted = (letters: string, by: number): readonly Range[] =>
    intersection([ranges, among(letters)]).map(([first, last]) => [first + by, last + by]);
  return [...ranges, ...shifted('A-Z', CASE_BIT), ...shifted('a-z', -CASE_BIT)];
}

/**
 * Prints a set so that JavaScript, with the flag u, and RE2 interpret it alike: as a character, or as a class without
 * nested ones.
 */
export function printSet(set: CharacterSet, isNegated: boolean): string {
  const codePoint = codePointOf(set);
  if (codePoint !== undefined && !isNegated) return printCharacter(codePoint, /[\^$\\.*+?()[\]{}|]/);
  const print = (codePoint: number) => printCharacter(codePoint, /[\^\\[\]-]/);
  const items = set.map((each) => (isRange(each) ? [...new Set(each)].map(print).join('-') : each));
  return `[${isNegated ? '^' : ''}${items.join('')}]`;
}

function printCharacter(codePoint: number, special: RegExp): string {
  const character = String.fromCodePoint(codePoint);
  if (special.test(character)) return `\\${character}`;
  // Beyond two hex digits, the engines have no common escape.
  const isPlain = codePoint > 0xff || (codePoint >= 0x20 && codePoint < 0x7f);
  return isPlain ? character : `\\x${codePoint.toString(16).padStart(2, '0')}`;
}
