import path from 'node:path';
import { expect, test } from 'vitest';
import { MOST_WAITS, withWait } from '../../../../functions/core/api/waits.ts';
import type { Wait } from '../../../../functions/core/api/api-ports.ts';
import { MAX_CONCURRENCY } from '../../../../infra/local/lambda/deployed-functions.ts';
import { readDeployment } from '../../../../infra/serverless-file/read-deployment.ts';

const NOW = 1_000_000;
const waitOf = (caller: string, until = NOW + 1): Wait => ({ id: `of ${caller}`, caller, until });

test.each<[string, readonly string[], string, object]>([
  ['the first', [], 'a', { waits: 1 }],
  ['the second of a caller', ['a'], 'a', { waits: 2 }],
  ['the third of a caller', ['a', 'b', 'a'], 'a', { retryAfter: 1 }],
  ['the fifth', ['a', 'a', 'b', 'b'], 'c', { waits: 5 }],
  ['the sixth', ['a', 'a', 'b', 'b', 'c'], 'c', { retryAfter: 5 }],
  ['the sixth, of a new caller', ['a', 'a', 'b', 'b', 'c'], 'd', { retryAfter: 5 }],
])('a wait begins or gets a Retry-After: %s', (_, callers, caller, expected) => {
  const given = withWait(
    callers.map((each) => waitOf(each)),
    waitOf(caller),
    NOW,
  );
  expect('waits' in given ? { waits: given.waits.length } : given).toEqual(expected);
});

test('waits whose time is over are removed from the list', () => {
  const over = ['a', 'a', 'b', 'b', 'c'].map((caller) => waitOf(caller, NOW));
  expect(withWait([...over, waitOf('d')], waitOf('a'), NOW)).toEqual({ waits: [waitOf('d'), waitOf('a')] });
});

test("waits leave most of the API's reservation free, in the smallest accounts and on this machine", () => {
  const { functions } = readDeployment(path.resolve(import.meta.dirname, '../../../..'), 'prod', 'us-east-1');
  const reserved = functions.find(({ name }) => name === 'builds')?.reservedConcurrency ?? 0;
  expect(MOST_WAITS).toBeLessThanOrEqual(reserved / 4);
  expect(MOST_WAITS).toBeLessThanOrEqual(10 / 2);
  expect(MOST_WAITS).toBeLessThan(MAX_CONCURRENCY);
});
