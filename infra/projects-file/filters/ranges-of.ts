import type { OneCharacter } from '../pattern/pattern-shape.ts';

/** Code points from the first to the last, both in it. */
export type Range = readonly [first: number, last: number];

const LAST_CODE_POINT = 0x10ffff;

/** The characters that an element takes; undefined where Unicode categories are among them, which are not looked up. */
export function rangesOf(element: OneCharacter): readonly Range[] | undefined {
  if (element.type === 'Character') return [[element.value, element.value]];
  if (element.type === 'CharacterSet') return undefined;
  const ranges: Range[] = [];
  for (const each of element.elements) {
    if (each.type === 'Character') ranges.push([each.value, each.value]);
    else if (each.type === 'CharacterClassRange') ranges.push([each.min.value, each.max.value]);
    else return undefined;
  }
  return element.negate ? gapsBetween(ranges) : ranges;
}

function gapsBetween(ranges: readonly Range[]): readonly Range[] {
  const gaps: Range[] = [];
  let next = 0;
  for (const [first, last] of ranges.toSorted(([one], [other]) => one - other)) {
    if (first > next) gaps.push([next, first - 1]);
    next = Math.max(next, last + 1);
  }
  return next > LAST_CODE_POINT ? gaps : [...gaps, [next, LAST_CODE_POINT]];
}
