/** Code points from the first to the last, both in it. */
export type Range = readonly [first: number, last: number];

/** Unicode categories are in it as the engines write them, `\p{L}`: which characters they take is not looked up. */
export type CharacterSet = readonly (Range | string)[];

const LAST_CODE_POINT = 0x10ffff;
const CASE_BIT = 0x20;

/** The characters of a text, in which a hyphen makes a range: "0-9a-f". */
export const among = (text: string): readonly Range[] =>
  Array.from(text.matchAll(/(.)(?:-(.))?/gsu), ([, first, last = first]) => [
    first!.codePointAt(0)!,
    last!.codePointAt(0)!,
  ]);

export const only = (codePoint: number): readonly Range[] => [[codePoint, codePoint]];

export const isRange = (item: Range | string): item is Range => typeof item !== 'string';

/** Of a set of just one. */
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
 * With the other case of each ASCII letter: Java's CASE_INSENSITIVE knows no other letters.
 * https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/regex/Pattern.html#CASE_INSENSITIVE
 */
export function ignoringCase(ranges: readonly Range[]): readonly Range[] {
  const shifted = (letters: string, by: number): readonly Range[] =>
    intersection([ranges, among(letters)]).map(([first, last]) => [first + by, last + by]);
  return [...ranges, ...shifted('A-Z', CASE_BIT), ...shifted('a-z', -CASE_BIT)];
}

/** Writes a set so that JavaScript, with the flag u, and RE2 read it alike: as a character, or as a class in no class. */
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
  // Beyond two hex digits the engines have no escape in common.
  const isPlain = codePoint > 0xff || (codePoint >= 0x20 && codePoint < 0x7f);
  return isPlain ? character : `\\x${codePoint.toString(16).padStart(2, '0')}`;
}
