import { expect, test } from 'vitest';
import { readHookSecrets, rotateHookSecrets } from '../../../../functions/core/webhook/hook-secrets.ts';

const NOW = Date.parse('2026-01-01T00:00:00Z');

test.each([
  ['one', ['one']],
  ['new\nold', ['new', 'old']],
  ['  new  \r\n\n\told\n', ['new', 'old']],
  ['new\nold until=2026-01-01T00:00:01Z', ['new', 'old']],
  ['new\nold until=2026-01-01T01:00:00+02:00', ['new']],
  ['new\nold until=2026-01-01T00:00:00Z', ['new']],
])('%j contains %j', (parameter, secrets) => {
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
])('%j contains no secrets: anything that cannot be read lets nobody in', (parameter) => {
  expect(readHookSecrets(parameter, NOW)).toEqual([]);
});

const DAY = 24 * 3_600_000;
const UNTIL = NOW + 7 * DAY;

test.each([
  ['', 'new'],
  ['old', 'new\nold until=2026-01-08T00:00:00.000Z'],
  ['old until=2026-01-03T00:00:00Z', 'new\nold until=2026-01-03T00:00:00.000Z'],
  ['old until=2027-01-01T00:00:00Z', 'new\nold until=2026-01-08T00:00:00.000Z'],
  [
    'old\nolder\nended until=2025-12-31T00:00:00Z\nnot a secret',
    'new\nold until=2026-01-08T00:00:00.000Z\nolder until=2026-01-08T00:00:00.000Z',
  ],
])('%j is rotated to %j', (parameter, rotated) => {
  expect(rotateHookSecrets(parameter, 'new', NOW, UNTIL)).toBe(rotated);
  expect(readHookSecrets(rotated, UNTIL)).toEqual(['new']);
});

test('a rotation can end the old secret at once', () => {
  expect(rotateHookSecrets('old', 'new', NOW, NOW)).toBe('new');
});
