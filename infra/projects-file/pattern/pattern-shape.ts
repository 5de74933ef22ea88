import type { Alternative, Part, Pattern } from './pattern.ts';

/** Whether it can only match a text as a whole: every way through it begins at the start and ends at the end. */
export const isAnchored = (pattern: Pattern): boolean => startsAnchored(pattern) && endsAnchored(pattern);

export const startsAnchored = (pattern: Pattern): boolean =>
  pattern.every(
    ({ parts: [first] }) => first?.kind === 'start' || (first?.kind === 'group' && startsAnchored(first.body)),
  );

const endsAnchored = (pattern: Pattern): boolean => everyEnd(pattern, (last) => last?.kind === 'end');

/** Whether its end is open on purpose: anchored, a prefix of directories (`^refs/heads/`) or a repeat without bound (`.*`). */
export const endsOnPurpose = (pattern: Pattern): boolean =>
  everyEnd(
    pattern,
    (last) => last?.kind === 'end' || (last?.kind === 'repeat' && last.most === Infinity) || isSlash(last),
  );

const everyEnd = (pattern: Pattern, holds: (last: Part | undefined) => boolean): boolean =>
  pattern.every(({ parts }) => {
    const last = parts.at(-1);
    return holds(last) || (last?.kind === 'group' && everyEnd(last.body, holds));
  });

const SLASH = 0x2f;
const isSlash = (part: Part | undefined): boolean =>
  part?.kind === 'character' && part.set.ranges[0]?.[0] === SLASH && part.set.ranges.at(-1)?.[1] === SLASH;

/** The same pattern, held against a text as a whole. */
export function anchored(pattern: Pattern): string {
  const inner = pattern.map(withoutAnchors);
  return inner.length === 1 ? `^${inner[0]}$` : `^(?:${inner.join('|')})$`;
}

function withoutAnchors({ text, parts }: Alternative): string {
  const from = parts[0]?.kind === 'start' && text.startsWith('^') ? 1 : 0;
  const to = parts.at(-1)?.kind === 'end' && text.endsWith('$') ? text.length - 1 : text.length;
  return text.slice(from, to);
}

export const looksAround = (pattern: Pattern): boolean => pattern.some(({ parts }) => parts.some(partLooksAround));

function partLooksAround(part: Part): boolean {
  if (part.kind === 'repeat') return partLooksAround(part.body);
  return part.kind === 'look' || (part.kind === 'group' && looksAround(part.body));
}

/** Ways through a pattern without a repeat that a backtracking engine may try at one place, and at a single place. */
const MOST_PATHS = 16;
const MOST_PATHS_ANCHORED = 1000;

/**
 * Whether a backtracking engine plainly needs linear time: few ways through, and no repeat without bound, or one
 * behind a `^`. Most filters are so simple; of the others this says nothing.
 */
export const isPlainlyLinear = (pattern: Pattern): boolean =>
  pattern.every((alternative) => {
    const isAnchored = alternative.parts[0]?.kind === 'start';
    const { paths, unbounded } = weighAll(alternative);
    return unbounded === 0
      ? paths <= (isAnchored ? MOST_PATHS_ANCHORED : MOST_PATHS)
      : unbounded === 1 && isAnchored && paths <= MOST_PATHS;
  });

interface Weight {
  readonly paths: number;
  readonly unbounded: number;
}

const weighAll = ({ parts }: Alternative): Weight =>
  parts
    .map(weigh)
    .reduce((all, { paths, unbounded }) => ({ paths: all.paths * paths, unbounded: all.unbounded + unbounded }), {
      paths: 1,
      unbounded: 0,
    });

function weigh(part: Part): Weight {
  if (part.kind === 'look') return { paths: Infinity, unbounded: 0 };
  if (part.kind === 'group') {
    return part.body.map(weighAll).reduce((all, { paths, unbounded }) => ({
      paths: all.paths + paths,
      unbounded: all.unbounded + unbounded,
    }));
  }
  if (part.kind !== 'repeat') return { paths: 1, unbounded: 0 };
  if (part.most === Infinity) return { paths: part.body.kind === 'character' ? 1 : Infinity, unbounded: 1 };
  const body = weigh(part.body);
  return part.most <= 1 ? { paths: body.paths + 1, unbounded: body.unbounded } : { paths: Infinity, unbounded: 0 };
}
