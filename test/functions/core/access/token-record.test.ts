import { expect, test } from 'vitest';
import {
  hashToken,
  readTokenRecord,
  whyInvalid,
  writeTokenRecord,
  type TokenRecord,
} from '../../../../functions/core/access/token-record.ts';

const NOW = Date.parse('2026-01-01T00:00:00Z');
const DAY = 24 * 3_600_000;

const record: TokenRecord = {
  name: 'deploy-bot',
  hash: hashToken('new'),
  grant: { projects: ['web'], actions: ['read'], refs: [], variables: [] },
  createdAt: NOW,
  expiresAt: NOW + 90 * DAY,
  previous: { hash: hashToken('old'), until: NOW + 7 * DAY },
};

test('a record is read back as written', () => {
  expect(readTokenRecord(writeTokenRecord(record))).toEqual(record);
});

const WRONG = 'the secret is wrong';

test.each<[string, string, number, string | undefined]>([
  ['the token', 'new', 0, undefined],
  ['the token on its last day', 'new', 90 * DAY - 1, undefined],
  ['an expired token', 'new', 90 * DAY, 'the token has expired'],
  ['the token before the rotation', 'old', 7 * DAY - 1, undefined],
  [
    'the token before the rotation, after its time',
    'old',
    7 * DAY,
    'the token was rotated, and its grace period is over',
  ],
  ['another text', 'other', 0, WRONG],
  ['another text after the end, which shows nothing about the end', 'other', 90 * DAY, WRONG],
  ['the hash itself', record.hash, 0, WRONG],
])('%s is accepted, or refused with the reason', (_, token, after, expected) => {
  expect(whyInvalid(token, record, NOW + after)).toBe(expected);
});

test('without a record, no token is valid', () =>
  expect(whyInvalid('new', undefined, NOW)).toBe('there is no such token'));

test.each([
  '',
  'null',
  '{}',
  writeTokenRecord(record).replace('"v":1', '"v":2'),
  writeTokenRecord(record).replace('"read"', '"delete"'),
  writeTokenRecord(record).replace('2026-04-01', 'never'),
  writeTokenRecord(record).replace(record.hash, ''),
])('the record %j lets nobody in', (text) => expect(readTokenRecord(text)).toBeUndefined());
