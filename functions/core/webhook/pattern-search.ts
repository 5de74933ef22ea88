import type { RE2JS } from 're2js';
import type { Filter } from '../configuration.ts';

/**
 * Whether a filter's pattern is found in a text: anywhere in it, except that an ACTOR_ACCOUNT_ID pattern must match the
 * whole text.
 */
export type PatternSearch = (filter: Filter, text: string) => boolean;

/** Only this much of a longer text is searched, in UTF-16 units. */
const MOST_TEXT = 64 * 1024;

type Test = (text: string) => boolean;

/** A filter is compiled once, and released together with its configuration. */
const tests = new WeakMap<Filter, Test>();

/** Loads the linear engine, which is large, only if one of the filters needs it. */
export async function loadPatternSearch(filters: readonly Filter[]): Promise<PatternSearch> {
  for (const filter of filters) {
    if (!needsLinear(filter) || tests.has(filter)) continue;
    const { RE2JS } = await import('re2js');
    tests.set(filter, compile(filter, RE2JS));
  }
  return (filter, text) => {
    let test = tests.get(filter);
    if (!test) tests.set(filter, (test = compile(filter)));
    return test(text.slice(0, MOST_TEXT));
  };
}

const needsLinear = ({ engine, conditions }: Filter): boolean =>
  engine === 'linear' || conditions?.some((condition) => condition.engine === 'linear') === true;

function compile(filter: Filter, re2js?: typeof RE2JS): Test {
  const testOf = (expression: string, engine: Filter['engine']): Test => {
    // Never with the flag m: `^main$` would match "main\nevil".
    const compiled =
      engine === 'linear' && re2js ? re2js.compile(expression, re2js.LOOKBEHINDS) : new RegExp(expression, 'u');
    return (text) => compiled.test(text);
  };
  const test = testOf(source(filter), filter.engine);
  const conditions = (filter.conditions ?? []).map(({ expression, engine, negated }) => ({
    test: testOf(expression, engine),
    negated,
  }));
  return (text) => test(text) && conditions.every(({ test, negated }) => test(text) !== negated);
}

/**
 * An id that only starts with, ends with or contains an allowed id belongs to another account. AWS's own repositories
 * could have been taken over this way (Wiz Research's "CodeBreach", January 2026).
 */
const source = ({ type, pattern, expression = pattern }: Filter): string =>
  type === 'ACTOR_ACCOUNT_ID' ? `^(?:${expression})$` : expression;
