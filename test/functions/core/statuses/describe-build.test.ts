import { expect, test } from 'vitest';
import { RANK, type DetailedRecord } from '../../../../functions/core/builds/build-record.ts';
import { describeBuild } from '../../../../functions/core/statuses/describe-build.ts';

const record = (changes: Partial<DetailedRecord>): DetailedRecord => ({
  project: 'web',
  buildId: 'web:1',
  number: 42,
  rank: RANK.ended,
  status: 'SUCCEEDED',
  startedAt: 0,
  ...changes,
});
const failedIn = (type: string, failure?: string): Partial<DetailedRecord> => ({
  phases: [
    { type: 'DOWNLOAD_SOURCE', status: 'SUCCEEDED' },
    { type, status: 'FAILED' },
    { type: 'FINALIZING', status: 'FAILED' },
  ],
  ...(failure !== undefined && { failure }),
});
const COMMAND = 'COMMAND_EXECUTION_ERROR: Error while executing command: curl -H "token: canary". Reason: exit status';

test.each<[Partial<DetailedRecord>, string, string]>([
  [{ status: 'IN_PROGRESS', rank: RANK.queued }, 'queued', 'queued (#42)'],
  [{ status: 'IN_PROGRESS', rank: RANK.running }, 'running', 'running (#42)'],
  [{ endedAt: 192_000 }, 'succeeded', 'passed in 3m 12s (#42)'],
  [{ endedAt: 300 }, 'succeeded', 'passed in 0.3s (#42)'],
  [{ endedAt: 9_960 }, 'succeeded', 'passed in 10s (#42)'],
  [{ endedAt: 59_600 }, 'succeeded', 'passed in 1m 0s (#42)'],
  [{ endedAt: 3_599_900 }, 'succeeded', 'passed in 1h 0m (#42)'],
  [{ endedAt: 4 * 3_600_000 + 65_000 }, 'succeeded', 'passed in 4h 1m (#42)'],
  [{}, 'succeeded', 'passed (#42)'],
  [{ endedAt: -1 }, 'succeeded', 'passed (#42)'],
  [{ status: 'FAILED', ...failedIn('BUILD', `${COMMAND} 1`) }, 'failed', 'failed in BUILD, exit status 1 (#42)'],
  [{ status: 'FAILED', ...failedIn('INSTALL') }, 'failed', 'failed in INSTALL (#42)'],
  [{ status: 'FAILED' }, 'failed', 'failed (#42)'],
  [{ status: 'FAILED', ...failedIn('BUILD; curl evil') }, 'failed', 'failed (#42)'],
  [{ status: 'FAILED', ...failedIn('BUILD', `${COMMAND} 1; exit status 2 x`) }, 'failed', 'failed in BUILD (#42)'],
  [
    { status: 'TIMED_OUT', phases: [{ type: 'BUILD', status: 'TIMED_OUT' }], endedAt: 3_600_000 },
    'timed out',
    'timed out in BUILD after 1h 0m (#42)',
  ],
  [
    { status: 'FAULT', phases: [{ type: 'PROVISIONING', status: 'FAULT' }] },
    'fault',
    'CodeBuild failed in PROVISIONING (#42)',
  ],
  [{ status: 'STOPPED', endedAt: 5_000 }, 'stopped', 'stopped after 5.0s (#42)'],
])('%j is shown as %s: %s', (changes, state, description) => {
  const described = describeBuild(record(changes));
  expect(described).toEqual({ state, description });
  expect(described.description).not.toContain('canary');
});
