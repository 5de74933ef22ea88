import type { AST } from '@eslint-community/regexpp';
import { isEnd, isGroup, isOneCharacter, startsAtStart } from './pattern-shape.ts';

/**
 * Whether a backtracking engine needs linear time at most to search for a pattern. The rule is strict: of what it does
 * not allow much is linear too.
 *
 * - A search that tries every place of a text has a bounded number of steps at each.
 * - Where the start is fixed, single characters can be repeated without bound. Of these repeats one, the last, can end
 *   at many places; each other ends where a character comes that it can't take itself: `[^/]+/`.
 * - Nothing else is repeated without bound but what matches in one way only, as `(?:(?!docs/).)*`.
 */
export const isLinear = (alternatives: readonly AST.Alternative[]): boolean =>
  alternatives.every((alternative) => {
    const isMany = !startsAtStart(alternative);
    return weighRow(alternative.elements, { isMany, isLast: true, next: END }).steps < Infinity;
  });

/** Of one place, where a search tries many; and in all, where a scan of the text counts as so many steps. */
const MOST_STEPS_EACH = 200;
const MOST_STEPS = 2000;
const SCAN = 10;

interface Place {
  /** Whether the engine comes here from a number of places that grows with the text. */
  readonly isMany: boolean;
  /** Whether the pattern is found once this is. */
  readonly isLast: boolean;
  /** What can come next. */
  readonly next: () => readonly AST.Element[];
}

const END = (): readonly AST.Element[] => [];

interface Weight {
  /** In how many ways it can match at one place. */
  readonly ways: number;
  readonly steps: number;
  /** Whether what comes after it is reached from many places. */
  readonly isMany: boolean;
}

const TOO_MUCH: Weight = { ways: 1, steps: Infinity, isMany: true };

function weighRow(row: readonly AST.Element[], place: Place): Weight {
  let all: Weight = { ways: 1, steps: 0, isMany: place.isMany };
  for (const [index, element] of row.entries()) {
    const isLast = place.isLast && index === row.length - 1;
    const next = () => startsOf(row.slice(index + 1), place.next());
    const { ways, steps, isMany } = weigh(element, { isMany: all.isMany, isLast, next });
    all = { ways: all.ways * ways, steps: all.steps + all.ways * steps, isMany };
  }
  return all.steps <= (all.isMany ? MOST_STEPS_EACH : MOST_STEPS) ? all : TOO_MUCH;
}

const weighAlternatives = (alternatives: readonly AST.Alternative[], place: Place): Weight =>
  alternatives
    .map(({ elements }) => weighRow(elements, place))
    .reduce((one, other) => ({
      ways: one.ways + other.ways,
      steps: one.steps + other.steps + 1,
      isMany: one.isMany || other.isMany,
    }));

function weigh(element: AST.Element, place: Place): Weight {
  const { isMany } = place;
  if (isGroup(element)) return weighAlternatives(element.alternatives, place);
  if (element.type === 'Quantifier') return weighRepeat(element, place);
  if (!('alternatives' in element)) return { ways: 1, steps: 1, isMany };
  // A look-behind runs backwards, where no repeat ends as this rule has it.
  const inside = { isMany: isMany || element.kind === 'lookbehind', isLast: false, next: END };
  return { ways: 1, steps: weighAlternatives(element.alternatives, inside).steps, isMany };
}

function weighRepeat({ element, min, max }: AST.Quantifier, { isMany, isLast, next }: Place): Weight {
  if (max <= 1) {
    const body = weigh(element, { isMany, isLast, next });
    return { ways: body.ways + 1 - min, steps: body.steps + 1, isMany: isMany || body.isMany };
  }
  if (max < Infinity) return isOneCharacter(element) ? { ways: max - min + 1, steps: max, isMany } : TOO_MUCH;
  const { ways, steps } = weigh(element, { isMany: true, isLast: false, next: END });
  const takesSomething = isOneCharacter(element) || (isGroup(element) && element.alternatives.every(hasCharacter));
  if (ways > 1 || !takesSomething) return TOO_MUCH;
  if (isLast) return { ways: 1, steps: steps * min, isMany };
  if (isMany) return TOO_MUCH;
  return { ways: 1, steps: steps * (min + SCAN), isMany: !endsBefore(element, next()) };
}

const hasCharacter = ({ elements }: AST.Alternative): boolean => elements.some(isOneCharacter);

/** Whether of all places where a repeat could end what comes next is found at the last only. */
const endsBefore = (element: AST.Element, next: readonly AST.Element[]): boolean =>
  isOneCharacter(element) &&
  next.every(
    (each) =>
      isEnd(each) ||
      (each.type === 'Character' && !RegExp(`^${element.raw}$`, 'u').test(String.fromCodePoint(each.value))),
  );

/** What a row can begin with, and what comes after it where it can be empty. */
function startsOf([first, ...others]: readonly AST.Element[], after: readonly AST.Element[]): readonly AST.Element[] {
  if (!first) return after;
  const more = startsOf(others, after);
  if (isGroup(first)) return [...new Set(first.alternatives.flatMap(({ elements }) => startsOf(elements, more)))];
  if (first.type !== 'Quantifier') return [first];
  const starts = startsOf([first.element], more);
  return first.min > 0 ? starts : [...new Set([...starts, ...more])];
}
