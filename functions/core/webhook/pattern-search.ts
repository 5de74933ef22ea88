import type { Filter } from '../configuration.ts';

/** Whether a filter's pattern is found in a text: anywhere in it, but an ACTOR_ACCOUNT_ID pattern as the whole of it. */
export type PatternSearch = (filter: Filter, text: string) => boolean;

/** Of a longer text only so much is looked at, in UTF-16 units. */
const MOST_TEXT = 64 * 1024;

type Test = (text: string) => boolean;

/** A filter is compiled once, and forgotten with its configuration. */
const tests = new WeakMap<Filter, Test>();

/** Loads the linear engine, which is big, only where one of the filters needs it. */
export async function loadPatternSearch(filters: readonly Filter[]): Promise<PatternSearch> {
  for (const filter of filters) {
    if (filter.engine !== 'linear' || tests.has(filter)) continue;
    const { RE2JS } = await import('re2js');
    const expression = RE2JS.compile(source(filter));
    tests.set(filter, (text) => expression.test(text));
  }
  return (filter, text) => {
    let test = tests.get(filter);
    if (!test) tests.set(filter, (test = backtrackingTest(filter)));
    return test(text.slice(0, MOST_TEXT));
  };
}

/** Never with the flag m: `^main$` would match "main\nevil". */
function backtrackingTest(filter: Filter): Test {
  const expression = new RegExp(source(filter), 'u');
  return (text) => expression.test(text);
}

/**
 * An id that only begins with, ends with or contains an allowed one is another account's.
 * So AWS's own repositories could have been taken over (Wiz Research's "CodeBreach", January 2026).
 */
const source = ({ type, pattern, expression = pattern }: Filter): string =>
  type === 'ACTOR_ACCOUNT_ID' ? `^(?:${expression})$` : expression;
