import { expect, test } from 'vitest';
import { badgeMessage } from '../../../../functions/core/badge/badge-message.ts';
import { readBadgeQuery } from '../../../../functions/core/badge/badge-query.ts';
import { RANK } from '../../../../functions/core/builds/build-record.ts';

const build = { status: 'SUCCEEDED', rank: RANK.ended, number: 42, startedAt: 1000 } as const;
const after = (seconds: number) => ({ ...build, endedAt: 1000 + seconds * 1000 });
const asked = (query: string) => readBadgeQuery(new URLSearchParams(query));

test('the message is a single word by default', () => {
  expect(badgeMessage('passing', after(60), asked('number=1&duration=yes'))).toBe('passing');
});

test.each([
  [45, '45s'],
  [192, '3m 12s'],
  [3900, '1h 5m'],
  [-5, '0s'],
])('a build of %i seconds is shown with %s', (seconds, text) => {
  expect(badgeMessage('passing', after(seconds), asked('number=true&duration=true'))).toBe(`passing #42 in ${text}`);
});

test('a running build has a number but no duration, and an unknown one has neither', () => {
  const query = asked('number=true&duration=true');
  expect(badgeMessage('running', build, query)).toBe('running #42');
  expect(badgeMessage('unknown', undefined, query)).toBe('unknown');
});
