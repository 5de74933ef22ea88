import { expect, test } from 'vitest';
import { checkPattern } from '../../../../infra/projects-file/pattern/check-pattern.ts';
import javaResults from '../../../fixtures/patterns/java-results.json' with { type: 'json' };
import published from '../../../fixtures/patterns/public.json' with { type: 'json' };

const verdicts = published.map(({ pattern }) => ({ pattern, checked: checkPattern(pattern) }));

test('there are 200 different patterns that people publish', () => {
  expect(new Set(published.map(({ pattern }) => pattern)).size).toBe(published.length);
  expect(published.length).toBeGreaterThanOrEqual(200);
});

test('of the patterns that people publish, all but one that Java accepts are accepted', () => {
  const refused = verdicts.filter(({ checked }) => 'problem' in checked).map(({ pattern }) => pattern);
  const byJava = new Set(javaResults.filter((result) => 'refused' in result).map(({ pattern }) => pattern));
  expect(refused.filter((pattern) => !byJava.has(pattern))).toEqual(['^*']);
  expect(refused).toEqual(expect.arrayContaining(['*.md', 'lambda/**', 'packer/**, terraform/**']));
});

test('V8 runs nearly all of them', () => {
  const linear = verdicts.filter(({ checked }) => !('problem' in checked) && checked.compiled.engine === 'linear');
  expect(linear.map(({ pattern }) => pattern)).toEqual([
    'refs/tags/[0-9]+\\.[0-9]+\\.[0-9]+.*',
    'refs/tags/^[0-9]+.[0-9]+.[0-9].*$',
    'refs/tags/[0-9]+.[0-9]+.[0-9].*',
    '^.*skip\\-build\\-sweep.*$',
    '^.*skip\\-build.*$',
    'refs/tags/v[0-9]+\\.[0-9]+\\.[0-9]+$',
  ]);
});
