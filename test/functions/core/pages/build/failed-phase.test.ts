import { expect, test } from 'vitest';
import { RANK, type DetailedRecord } from '../../../../../functions/core/builds/build-record.ts';
import { failedPhase } from '../../../../../functions/core/pages/build/failed-phase.ts';

const build = (failure?: string): DetailedRecord => ({
  project: 'web',
  buildId: 'web:1',
  number: 1,
  rank: RANK.ended,
  status: 'FAILED',
  phases: [
    { type: 'INSTALL', status: 'SUCCEEDED' },
    { type: 'BUILD', status: 'FAILED' },
    { type: 'POST_BUILD', status: 'FAILED' },
  ],
  ...(failure !== undefined && { failure }),
});

const ERROR = 'COMMAND_EXECUTION_ERROR: Error while executing command';

test.each([
  [`${ERROR}: npm test. Reason: exit status 1`, { exitStatus: 1 }],
  [`${ERROR}: echo "Reason: exit status 7". Reason: exit status 137`, { exitStatus: 137 }],
  [`${ERROR}: x. Reason: exit status 999999`, {}],
  ['CLIENT_ERROR: no such branch', {}],
])('of "%s" a page shows the phase, the text and %j', (failure, shown) => {
  expect(failedPhase(build(failure))).toEqual({ type: 'BUILD', detail: failure, ...shown });
});

test.each([
  ['CLIENT_ERROR: git clone failed for https://alice:hunter2hunter2@github.com/acme/web', 'hunter2hunter2'],
  [
    `${ERROR}: curl -H "Authorization: Bearer ghp_0123456789abcdefghijABCDEFGHIJ012345". Reason: exit status 22`,
    'ghp_',
  ],
  [`${ERROR}: \u001b[31mAWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI/K7MDENG/bPxRfiCYzzzzzzzzzz aws s3 ls`, 'wJalr'],
])('a secret and a control sequence in %j are not shown', (failure, secret) => {
  const { detail } = failedPhase(build(failure))!;
  expect(detail).toContain('***');
  expect(detail).not.toContain(secret);
  expect(detail).not.toContain('\u001b');
});

test('a phase can have failed without a text', () => {
  expect(failedPhase(build())).toEqual({ type: 'BUILD' });
});

test('without a failed phase there is nothing to show', () => {
  const { phases: _, ...record } = build();
  expect(failedPhase(record)).toBeUndefined();
});
