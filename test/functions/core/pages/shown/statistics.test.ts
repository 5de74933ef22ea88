import { expect, test } from 'vitest';
import { RANK, type DetailedRecord } from '../../../../../functions/core/builds/build-record.ts';
import { shownBuild } from '../../../../../functions/core/pages/shown/shown-build.ts';
import { statistics } from '../../../../../functions/core/pages/shown/statistics.ts';
import type { Status } from '../../../../../functions/core/vocabulary.ts';

const build = (status: Status, seconds?: number): DetailedRecord => ({
  project: 'web',
  buildId: 'web:1',
  number: 1,
  rank: status === 'IN_PROGRESS' ? RANK.running : RANK.ended,
  status,
  startedAt: 1000,
  ...(seconds !== undefined && { endedAt: 1000 + 1000 * seconds }),
});
const of = (...builds: readonly DetailedRecord[]) => statistics(builds.map((record) => shownBuild(record, 5000)));

test('the success rate counts what passed or failed; a stopped or running build did neither', () => {
  const builds = [
    build('SUCCEEDED', 1),
    build('FAILED', 1),
    build('FAULT', 1),
    build('TIMED_OUT', 1),
    build('STOPPED', 1),
    build('IN_PROGRESS'),
  ];
  expect(of(...builds).success).toEqual({ passed: 1, of: 4 });
  expect(of(build('STOPPED', 1)).success).toBeUndefined();
});

test.each([
  [[5], 5],
  [[9, 1], 5],
  [[1, 100, 2], 2],
  [[4, 1, 3, 2], 2.5],
])('the median of passing builds of %j seconds is %d', (seconds, median) => {
  const builds = [...seconds.map((each) => build('SUCCEEDED', each)), build('FAILED', 1000), build('SUCCEEDED')];
  expect(of(...builds).median).toEqual({ ranFor: 1000 * median, of: seconds.length });
});

test('without a build that passed there is no median', () => {
  expect(of()).toEqual({});
  expect(of(build('FAILED', 1))).toEqual({ success: { passed: 0, of: 1 } });
});

test('time in the queue is not run time, if the phases tell', () => {
  const phases = [{ type: 'QUEUED', status: 'SUCCEEDED', startedAt: 1200, endedAt: 4000 }];
  expect(shownBuild({ ...build('SUCCEEDED', 10), phases }, 0)).toMatchObject({ queuedFor: 3000, ranFor: 7000 });
  expect(shownBuild(build('SUCCEEDED', 10), 0)).toMatchObject({ ranFor: 10_000 });
  expect(shownBuild(build('IN_PROGRESS'), 0)).not.toHaveProperty('ranFor');
});
