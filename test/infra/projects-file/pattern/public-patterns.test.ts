import { expect, test } from 'vitest';
import { checkPattern } from '../../../../infra/projects-file/pattern/check-pattern.ts';
import javaResults from '../../../fixtures/patterns/java-results.json' with { type: 'json' };
import published from '../../../fixtures/patterns/public.json' with { type: 'json' };

const verdicts = published.map(({ pattern }) => ({ pattern, checked: checkPattern(pattern) }));

test('of the patterns that people publish only what Java refuses is refused', () => {
  const refused = verdicts.filter(({ checked }) => 'problem' in checked).map(({ pattern }) => pattern);
  const byJava = new Set(javaResults.filter((result) => 'refused' in result).map(({ pattern }) => pattern));
  expect(refused).toEqual(published.map(({ pattern }) => pattern).filter((pattern) => byJava.has(pattern)));
  expect(refused).toContain('*.md');
});

test('V8 runs all of them but five', () => {
  const linear = verdicts.filter(({ checked }) => !('problem' in checked) && checked.compiled.engine === 'linear');
  expect(linear.map(({ pattern }) => pattern)).toEqual([
    'refs/tags/[0-9]+\\.[0-9]+\\.[0-9]+.*',
    'refs/tags/^[0-9]+.[0-9]+.[0-9].*$',
    'refs/tags/[0-9]+.[0-9]+.[0-9].*',
    '^.*skip\\-build\\-sweep.*$',
    '^.*skip\\-build.*$',
  ]);
});
