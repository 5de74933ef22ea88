/** Code points from the first to the last, both in it. */
export type Range = readonly [first: number, last: number];

/**
 * The characters that one place of a pattern takes. Unicode categories are kept by name; whatever else is code points,
 * so that sets can be joined, cut and complemented exactly.
 */
export interface CharacterSet {
  /** Sorted, apart from each other. */
  readonly ranges: readonly Range[];
  /** As `\p{L}` or `\P{L}`. */
  readonly categories: readonly string[];
  /** Only with categories: of ranges alone the complement is ranges again. */
  readonly negated: boolean;
}

const LAST_CODE_POINT = 0x10ffff;

export const rangesOf = (...ranges: Range[]): CharacterSet => ({
  ranges: merge(ranges),
  categories: [],
  negated: false,
});

export const category = (name: string): CharacterSet => ({ ranges: [], categories: [name], negated: false });

export const charactersOf = (text: string): CharacterSet =>
  rangesOf(...Array.from(text).map((character): Range => [character.codePointAt(0)!, character.codePointAt(0)!]));

export const isEmpty = ({ ranges, categories }: CharacterSet): boolean =>
  ranges.length === 0 && categories.length === 0;

const isRanges = ({ categories }: CharacterSet): boolean => categories.length === 0;

/** @returns undefined where Unicode categories keep it from being written exactly */
export function union(one: CharacterSet, other: CharacterSet): CharacterSet | undefined {
  if (isEmpty(one)) return other;
  if (isEmpty(other)) return one;
  if (one.negated || other.negated) return undefined;
  return {
    ranges: merge([...one.ranges, ...other.ranges]),
    categories: [...new Set([...one.categories, ...other.categories])],
    negated: false,
  };
}

/** @returns undefined where Unicode categories keep it from being written exactly */
export function intersection(one: CharacterSet, other: CharacterSet): CharacterSet | undefined {
  if (!isRanges(one) || !isRanges(other)) return undefined;
  const outside = union(complement(one), complement(other));
  return outside && complement(outside);
}

export function complement(set: CharacterSet): CharacterSet {
  if (!isRanges(set)) return { ...set, negated: !set.negated };
  const gaps: Range[] = [];
  let next = 0;
  for (const [first, last] of set.ranges) {
    if (first > next) gaps.push([next, first - 1]);
    next = last + 1;
  }
  if (next <= LAST_CODE_POINT) gaps.push([next, LAST_CODE_POINT]);
  return { ranges: gaps, categories: [], negated: false };
}

const CASE_BIT = 0x20;
const UPPER: Range = [0x41, 0x5a];
const LOWER: Range = [0x61, 0x7a];

/**
 * With the other case of each ASCII letter: Java's CASE_INSENSITIVE knows no other letters.
 * https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/regex/Pattern.html#CASE_INSENSITIVE
 * @returns undefined where Unicode categories keep it from being written exactly
 */
export function ignoringCase(set: CharacterSet): CharacterSet | undefined {
  if (!isRanges(set)) return undefined;
  const shifted = ([low, high]: Range, by: number) =>
    set.ranges
      .map(([first, last]): Range => [Math.max(first, low) + by, Math.min(last, high) + by])
      .filter(([first, last]) => first <= last);
  return rangesOf(...set.ranges, ...shifted(UPPER, CASE_BIT), ...shifted(LOWER, -CASE_BIT));
}

function merge(ranges: readonly Range[]): readonly Range[] {
  const merged: [number, number][] = [];
  for (const [first, last] of ranges.toSorted(([one], [other]) => one - other)) {
    const before = merged.at(-1);
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else merged.push([first, last]);
  }
  return merged;
}
