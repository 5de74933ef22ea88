import type { AST } from '@eslint-community/regexpp';
import { isEnd, isGroup, isOneCharacter, startsAtStart } from './pattern-shape.ts';

/**
 * The limit at each place, if a search tries many places; and in total, where scanning the text counts as this many
 * steps.
 */
const MOST_STEPS_EACH = 200;
const MOST_STEPS = 2000;
const SCAN = 10;

/** The characters that can follow. */
type Next = () => readonly AST.Element[];

const END: Next = () => [];

/**
 * Whether a backtracking engine needs at most linear time to search for a pattern. The rule is strict: many patterns
 * that it refuses are linear, too.
 *
 * - If a search tries every place of a text, it takes a bounded number of steps at each place.
 * - If the start is fixed, single characters can be repeated without bound. The last such repeat can end at many places;
 *   every other one ends at a character that it cannot match itself: `[^/]+/`.
 * - Nothing else is repeated without bound, except what matches in only one way, such as `(?:(?!docs/).)*`.
 */
export function isLinear(alternatives: readonly AST.Alternative[]): boolean {
  /** Whether the engine reaches the current position from a number of places that grows with the text. */
  let isMany = false;
  let steps = 0;

  /**
   * Each function walks over a part that is reached in a number of ways. @returns in how many ways its end is reached
   */
  function walkRow(row: readonly AST.Element[], ways: number, isLast: boolean, next: Next): number {
    for (const [index, element] of row.entries()) {
      if (steps > MOST_STEPS) break;
      const rest = row.slice(index + 1);
      ways = walk(element, ways, isLast && rest.length === 0, () => startsOf(rest, next()));
    }
    if (isMany && steps > MOST_STEPS_EACH) steps = Infinity;
    return ways;
  }

  const walkEach = (body: readonly AST.Alternative[], ways: number, isLast: boolean, next: Next): number =>
    body.map(({ elements }) => walkRow(elements, ways, isLast, next)).reduce((one, other) => one + other);

  function walk(element: AST.Element, ways: number, isLast: boolean, next: Next): number {
    if (isGroup(element)) return walkEach(element.alternatives, ways, isLast, next);
    if (element.type === 'Quantifier') return walkRepeat(element, ways, isLast, next);
    if (!('alternatives' in element)) steps += ways;
    else {
      const wasMany = isMany;
      // A look-behind runs backwards, where this rule about the ends of repeats does not apply.
      isMany ||= element.kind === 'lookbehind';
      walkEach(element.alternatives, ways, false, END);
      isMany = wasMany;
    }
    return ways;
  }

  function walkRepeat({ element, min, max }: AST.Quantifier, ways: number, isLast: boolean, next: Next): number {
    if (max <= 1) return walk(element, ways, isLast, next) + ways * (1 - min);
    if (max < Infinity) {
      steps += isOneCharacter(element) ? ways * max : Infinity;
      return ways * (max - min + 1);
    }
    const times = isLast ? Math.max(min, 1) : min + SCAN;
    const wasMany = isMany;
    isMany = true;
    const isAmbiguous = walk(element, ways * times, false, END) > ways * times;
    if (isAmbiguous || (wasMany && !isLast)) steps = Infinity;
    isMany = wasMany || (!isLast && !endsBefore(element, next));
    return ways;
  }

  for (const alternative of alternatives) {
    isMany = !startsAtStart(alternative);
    walkRow(alternative.elements, 1, true, END);
  }
  return steps <= MOST_STEPS;
}

/** Whether the part after a repeat can match only at the last place where the repeat can end. */
const endsBefore = (element: AST.Element, next: Next): boolean =>
  isOneCharacter(element) &&
  next().every(
    (each) =>
      isEnd(each) ||
      (each.type === 'Character' && !RegExp(`^${element.raw}$`, 'u').test(String.fromCodePoint(each.value))),
  );

/**
 * The characters that a sequence can begin with. If the sequence can be empty, these include the characters that can
 * follow it.
 */
function startsOf([first, ...others]: readonly AST.Element[], after: readonly AST.Element[]): readonly AST.Element[] {
  if (!first) return after;
  const more = startsOf(others, after);
  if (isGroup(first)) return [...new Set(first.alternatives.flatMap(({ elements }) => startsOf(elements, more)))];
  if (first.type !== 'Quantifier') return [first];
  const starts = startsOf([first.element], more);
  return first.min > 0 ? starts : [...new Set([...starts, ...more])];
}
