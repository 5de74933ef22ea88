/** A part of a text, in UTF-16 units. */
export interface Range {
  readonly start: number;
  /** Excluded. */
  readonly end: number;
}

export interface Match {
  /** The group `secret`, or the whole match if there is none. */
  readonly secret: string;
  readonly groups: Readonly<Record<string, string | undefined>>;
}

/**
 * The parts of a text that match a pattern (which needs no flags) and are secrets. A match that is not a secret does
 * not hide another one that begins inside of it.
 */
export function* matchesOf(
  text: string,
  pattern: RegExp,
  isSecret: (match: Match) => boolean = () => true,
): Generator<Range> {
  const search = inFull(pattern);
  search.lastIndex = 0;
  for (let found = search.exec(text); found; found = search.exec(text)) {
    const { index, 0: whole, groups = {} } = found;
    const [start, end] = found.indices?.groups?.['secret'] ?? [index, index + whole.length];
    const next = search.lastIndex;
    const isOne = start < end && isSecret({ secret: text.slice(start, end), groups });
    if (isOne) yield { start, end };
    search.lastIndex = Math.max(isOne ? next : start, index + 1);
  }
}

const compiled = new Map<RegExp, RegExp>();

function inFull(pattern: RegExp): RegExp {
  const known = compiled.get(pattern);
  if (known) return known;
  const made = new RegExp(pattern.source, [...new Set(`${pattern.flags}dg`)].join(''));
  compiled.set(pattern, made);
  return made;
}

/** Replaces every range with `***`, and adjacent ranges with a single one. Line breaks inside a range are kept. */
export function hideRanges(text: string, ranges: readonly Range[]): string {
  let shown = '';
  let end = 0;
  for (const range of joined(ranges)) {
    const lines = text.slice(range.start, range.end).split('\n').length;
    shown += text.slice(end, range.start) + (lines === 2 ? '***\n***' : '***');
    end = range.end;
  }
  return shown + text.slice(end);
}

function joined(ranges: readonly Range[]): readonly Range[] {
  const all: Range[] = [];
  for (const range of ranges.toSorted((one, other) => one.start - other.start)) {
    const last = all.at(-1);
    if (last && range.start <= last.end)
      all[all.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    else all.push(range);
  }
  return all;
}
