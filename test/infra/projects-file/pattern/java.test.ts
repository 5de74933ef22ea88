import { expect, test } from 'vitest';
import { loadPatternSearch } from '../../../../functions/core/webhook/pattern-search.ts';
import { checkPattern } from '../../../../infra/projects-file/pattern/check-pattern.ts';
import results from '../../../fixtures/patterns/java-results.json' with { type: 'json' };
import { filter } from '../../../functions/core/filter.ts';
import { REFUSED_PATTERNS } from './refused-patterns.ts';

interface Result {
  readonly pattern: string;
  readonly refused?: boolean;
  readonly finds?: readonly string[];
  readonly misses?: readonly string[];
}

test('accepted patterns find what java.util.regex found', async () => {
  let searches = 0;
  for (const { pattern, finds, misses } of results as readonly Result[]) {
    const checked = checkPattern(pattern);
    if ('problem' in checked || !finds || !misses) continue;
    const one = filter('FILE_PATH', pattern, checked.compiled);
    const search = await loadPatternSearch([one]);
    expect({ pattern, finds: finds.filter((text) => search(one, text)) }).toEqual({ pattern, finds });
    expect({ pattern, misses: misses.filter((text) => !search(one, text)) }).toEqual({ pattern, misses });
    searches += finds.length + misses.length;
  }
  expect(searches).toBeGreaterThan(5000);
});

test('patterns that Java refuses are refused', () => {
  const refused = (results as readonly Result[]).filter((each) => each.refused);
  const accepted = refused.filter(({ pattern }) => !('problem' in checkPattern(pattern)));
  expect(accepted.map(({ pattern }) => pattern)).toEqual([]);
});

const reasonOf = (pattern: string): string | undefined => {
  const checked = checkPattern(pattern);
  if (!('problem' in checked)) return undefined;
  return checked.id === 'slow-pattern'
    ? checked.id
    : checked.problem.replace(/^.* at character \d+, ".*", since /s, '');
};

test('patterns that Java accepts are accepted, or refused for a reason given in docs/filters.md', () => {
  const documented = new Set(REFUSED_PATTERNS.map(reasonOf));
  const accepted = (results as readonly Result[]).filter(({ refused }) => !refused);
  const reasons = new Set(accepted.map(({ pattern }) => reasonOf(pattern)).filter((reason) => reason !== undefined));
  expect([...reasons].filter((reason) => !documented.has(reason))).toEqual([]);
});
