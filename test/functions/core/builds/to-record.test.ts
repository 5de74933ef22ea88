import { describe, expect, test } from 'vitest';
import { RANK } from '../../../../functions/core/builds/build-record.ts';
import { refOf, type ObservedBuild } from '../../../../functions/core/builds/observed-build.ts';
import { toRecord } from '../../../../functions/core/builds/to-record.ts';

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
  ])('that its source version %s names: %s', (sourceVersion, ref) => {
    expect(refOf(build(sourceVersion === undefined ? {} : { sourceVersion }))).toBe(ref);
  });

  test('that Pushlight recorded when it started the build', () => {
    const environmentVariables = { PUSHLIGHT_REF: 'refs/pull/7/head', WEBHOOK_HEAD_REF: 'refs/heads/main' };
    expect(refOf(build({ environmentVariables, sourceVersion: sha }))).toBe('refs/pull/7/head');
  });

  test('never that WEBHOOK_HEAD_REF names, since a stranger chose it', () => {
    expect(refOf(build({ environmentVariables: { WEBHOOK_HEAD_REF: 'refs/heads/main' } }))).toBeUndefined();
  });
});

describe("the branch main of a project's badge", () => {
  const project = { badge: { branch: 'main' } };
  const ofBuild = (changes: Partial<ObservedBuild>) => toRecord(build(changes), RANK.ended, project).ref;

  test.each([
    ['without a source version counts for it', {}, 'refs/heads/main'],
    ['with an empty source version counts for it', { sourceVersion: '' }, 'refs/heads/main'],
    ['of another branch does not', { sourceVersion: 'feature' }, 'refs/heads/feature'],
    ['of a tag does not', { sourceVersion: 'refs/tags/v1' }, 'refs/tags/v1'],
    ['of a pull request does not', { sourceVersion: 'pr/7' }, 'refs/pull/7/head'],
    ['of a bare commit does not', { sourceVersion: sha }, undefined],
    ['of an abbreviated commit does not', { sourceVersion: sha.slice(0, 7) }, undefined],
    ['of a pipeline does not', { sourceVersion: 'arn:aws:s3:::bucket/key' }, undefined],
    [
      'that Pushlight started for a fork’s pull request does not',
      { environmentVariables: { PUSHLIGHT_REF: 'refs/pull/7/head', WEBHOOK_HEAD_REF: 'refs/heads/main' } },
      'refs/pull/7/head',
    ],
    ['whose ref is not valid does not', { environmentVariables: { PUSHLIGHT_REF: 'main' } }, undefined],
  ] as const)('a build %s', (_, changes, ref) => expect(ofBuild(changes)).toBe(ref));

  test('a build without a source version belongs to the project’s own version first', () => {
    expect(toRecord(build(), RANK.ended, { ...project, sourceVersion: 'next' }).ref).toBe('refs/heads/next');
  });

  test('nothing is assumed if the project or its version is unknown', () => {
    expect(toRecord(build(), RANK.ended, undefined).ref).toBeUndefined();
    expect(toRecord(build(), RANK.ended, { badge: {} }).ref).toBeUndefined();
  });
});

test.each([
  [{ currentPhase: 'SUBMITTED' }, RANK.queued],
  [{ currentPhase: 'QUEUED' }, RANK.queued],
  [{ currentPhase: 'BUILD' }, RANK.running],
  [{}, RANK.running],
  [{ status: 'FAILED', currentPhase: 'COMPLETED' }, RANK.ended],
] as const)('%j has rank %i', (changes, rank) =>
  expect(toRecord(build(changes), RANK.ended, undefined).rank).toBe(rank),
);

test.each([
  ['failed and has retries left', { status: 'FAILED', retriesItself: true, endedAt: 1000 }, 301_000],
  ['failed for the last time', { status: 'FAILED', endedAt: 1000 }, undefined],
  ['was stopped', { status: 'STOPPED', retriesItself: true, endedAt: 1000 }, undefined],
  ['runs', { status: 'IN_PROGRESS', retriesItself: true }, undefined],
] as const)('a build that %s is recorded with what CodeBuild will do next', (_, changes, retryUntil) => {
  expect(toRecord(build(changes), RANK.ended, undefined).retryUntil).toBe(retryUntil);
});

describe('the commit of a build', () => {
  const [variable, resolved, pinned] = ['a', 'b', 'c'].map((digit) => digit.repeat(40)) as [string, string, string];
  const environmentVariables = { WEBHOOK_COMMIT: variable };
  const sourceVersion = `refs/heads/main^{${pinned}}`;

  test.each([
    ['resolved, rather than that of its variable', {}, { resolvedSourceVersion: resolved, sourceVersion }, resolved],
    ['pinned, rather than that of its variable', {}, { sourceVersion }, pinned],
    ['unknown, whatever its variable says', {}, {}, undefined],
    ['unknown, whatever its variable says beside a branch', {}, { sourceVersion: 'main' }, undefined],
    [
      'that of its variable if its source is not the repository',
      { repositoryIsNotTheSource: true },
      { resolvedSourceVersion: resolved, sourceVersion },
      variable,
    ],
    ['that of its variable if it has no source', { repositoryIsNotTheSource: true }, {}, variable],
    [
      'unknown if its source is not the repository and no variable names one',
      { repositoryIsNotTheSource: true },
      { resolvedSourceVersion: resolved, environmentVariables: {} },
      undefined,
    ],
  ])('is %s', (_, project, changes, expected) => {
    expect(toRecord(build({ environmentVariables, ...changes }), RANK.ended, { badge: {}, ...project }).commit).toBe(
      expected,
    );
  });
});
