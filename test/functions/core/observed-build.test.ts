import { describe, expect, test } from 'vitest';
import { RANK } from '../../../functions/core/build-record.ts';
import { refOf, toRecord, type ObservedBuild } from '../../../functions/core/observed-build.ts';

const sha = 'b'.repeat(40);
const build = (changes: Partial<ObservedBuild> = {}): ObservedBuild => ({
  id: 'web:1',
  project: 'web',
  number: 1,
  status: 'IN_PROGRESS',
  environmentVariables: {},
  ...changes,
});

describe('a build belongs to the ref', () => {
  test.each([
    ['refs/heads/main', 'refs/heads/main'],
    [`refs/heads/main^{${sha}}`, 'refs/heads/main'],
    [`refs/tags/v1^{${sha}}`, 'refs/tags/v1'],
    ['pr/7', 'refs/pull/7/head'],
    [`refs/pull/7/head^{${sha}}`, 'refs/pull/7/head'],
    ['main', 'refs/heads/main'],
    ['feature/x', 'refs/heads/feature/x'],
    [sha, undefined],
    [sha.slice(0, 12), undefined],
    ['', undefined],
    ['-x y', undefined],
    [undefined, undefined],
  ])('that its source version %s says: %s', (sourceVersion, ref) => {
    expect(refOf(build(sourceVersion === undefined ? {} : { sourceVersion }))).toBe(ref);
  });

  test('that Pushlight said when it started it', () => {
    const environmentVariables = { PUSHLIGHT_REF: 'refs/pull/7/head', WEBHOOK_HEAD_REF: 'refs/heads/main' };
    expect(refOf(build({ environmentVariables, sourceVersion: sha }))).toBe('refs/pull/7/head');
  });

  test('never that WEBHOOK_HEAD_REF says: a stranger chose it', () => {
    expect(refOf(build({ environmentVariables: { WEBHOOK_HEAD_REF: 'refs/heads/main' } }))).toBeUndefined();
  });
});

test.each([
  [{ currentPhase: 'SUBMITTED' }, RANK.queued],
  [{ currentPhase: 'QUEUED' }, RANK.queued],
  [{ currentPhase: 'BUILD' }, RANK.running],
  [{}, RANK.running],
  [{ status: 'FAILED', currentPhase: 'COMPLETED' }, RANK.ended],
] as const)('%j ranks %i', (changes, rank) => expect(toRecord(build(changes), RANK.ended).rank).toBe(rank));

test.each([
  ['failed and has retries left', { status: 'FAILED', retriesItself: true, endedAt: 1000 }, 301_000],
  ['failed for the last time', { status: 'FAILED', endedAt: 1000 }, undefined],
  ['was stopped', { status: 'STOPPED', retriesItself: true, endedAt: 1000 }, undefined],
  ['runs', { status: 'IN_PROGRESS', retriesItself: true }, undefined],
] as const)('a build that %s is recorded with what CodeBuild will do about it', (_, changes, retryUntil) => {
  expect(toRecord(build(changes), RANK.ended).retryUntil).toBe(retryUntil);
});
