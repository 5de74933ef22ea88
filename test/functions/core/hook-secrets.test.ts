import { expect, test } from 'vitest';
import { readHookSecrets } from '../../../functions/core/hook-secrets.ts';

const NOW = Date.parse('2026-01-01T00:00:00Z');

test.each([
  ['one', ['one']],
  ['new\nold', ['new', 'old']],
  ['  new  \r\n\n\told\n', ['new', 'old']],
  ['new\nold until=2026-01-01T00:00:01Z', ['new', 'old']],
  ['new\nold until=2026-01-01T01:00:00+02:00', ['new']],
  ['new\nold until=2026-01-01T00:00:00Z', ['new']],
])('%j holds %j', (parameter, secrets) => {
  expect(readHookSecrets(parameter, NOW)).toEqual(secrets);
});

test.each([
  '',
  ' ',
  '\n \t\n',
  'old until=',
  'old until=soon',
  'old until=2027',
  'old 2027-01-01T00:00:00Z',
  'two words here',
])('%j holds none: what can not be read lets nobody in', (parameter) => {
  expect(readHookSecrets(parameter, NOW)).toEqual([]);
});
