import { expect, test } from 'vitest';
import { automatonOf } from '../../../../infra/projects-file/filters/automaton.ts';
import { haveTextInCommon } from '../../../../infra/projects-file/filters/have-text-in-common.ts';
import { parsePattern } from '../../../../infra/projects-file/pattern/parse-pattern.ts';

function automaton(text: string, how: 'whole' | 'found') {
  const pattern = parsePattern(text);
  if ('problem' in pattern) throw new Error(pattern.problem);
  return automatonOf(pattern.alternatives, how);
}

const meet = (whole: string, ...found: readonly string[]): boolean =>
  haveTextInCommon([automaton(whole, 'whole'), ...found.map((text) => automaton(text, 'found'))]);

test.each([
  ['refs/heads/[a-z]+', ['main']],
  ['refs/heads/[a-z]+', ['^refs/heads/main$', 'ai']],
  ['[0-9]*', ['^$']],
  ['[0-9]{30}', ['^1{30}$']],
  ['a{0,30}', ['^a{25}$']],
  ['x', ['\\p{L}']],
  // Conditions that are not examined can hold.
  ['main', ['^(?!main$)']],
  ['main', ['a\\bi']],
])('%s and all of %j can match the same text', (whole, found) => expect(meet(whole, ...found)).toBe(true));

test.each([
  ['refs/heads/[a-z]+', ['^main']],
  ['refs/heads/[a-z]+', ['^refs/heads/main$', '^refs/heads/dev$']],
  ['[0-9]+', ['^$']],
  ['[0-9]+', ['[a-z]']],
  ['.*', ['a^b']],
  ['.*', ['$a']],
  ['a{2,3}', ['^a$', '^aa$']],
  ['(?:ab)+', ['aa']],
  ['a{0,5}', ['a{6}']],
])('%s and all of %j never match the same text', (whole, found) => expect(meet(whole, ...found)).toBe(false));

test('if it takes too long to decide, a common text is assumed to exist', () => {
  const long = '(?:a|b)*a(?:a|b){18}';
  expect(meet(`${long}c`, `^${long}$`, `^${long}b$`, `^${long}a$`)).toBe(true);
});
