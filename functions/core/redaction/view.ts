import type { Range } from './ranges.ts';

/** A text after undoing an encoding, with the original position of each of its units. */
export interface View {
  readonly text: string;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

export function wholeView(text: string): View {
  const starts = Int32Array.from({ length: text.length }, (_, index) => index);
  return { text, starts, ends: starts.map((index) => index + 1) };
}

/** The original position of a range in a view; the range must not be empty. */
export const originalRange = ({ starts, ends }: View, { start, end }: Range): Range => ({
  start: starts[start]!,
  end: ends[end - 1]!,
});

/**
 * Replaces each match in a view; returns undefined if nothing changes. The replacement has the original position of the
 * whole match.
 */
export function rewritten(view: View, pattern: RegExp, replace: (match: string) => string): View | undefined {
  const { text } = view;
  const matches = [...text.matchAll(pattern)];
  if (matches.length === 0) return undefined;
  const starts = new Int32Array(text.length);
  const ends = new Int32Array(text.length);
  let made = '';
  const add = (part: string, startOf: (index: number) => number, endOf: (index: number) => number): void => {
    for (let index = 0; index < part.length; index += 1) {
      starts[made.length + index] = startOf(index);
      ends[made.length + index] = endOf(index);
    }
    made += part;
  };
  let from = 0;
  const keepUntil = (to: number): void => {
    const offset = from;
    add(
      text.slice(from, to),
      (index) => view.starts[offset + index]!,
      (index) => view.ends[offset + index]!,
    );
  };
  for (const { 0: match, index } of matches) {
    keepUntil(index);
    const range = originalRange(view, { start: index, end: index + match.length });
    // Never longer than what it replaces.
    add(
      replace(match).slice(0, match.length),
      () => range.start,
      () => range.end,
    );
    from = index + match.length;
  }
  keepUntil(text.length);
  return { text: made, starts, ends };
}
