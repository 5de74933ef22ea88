import { expect, test } from 'vitest';
import { RANK, type DetailedRecord } from '../../../../functions/core/builds/build-record.ts';
import { buildUrl } from '../../../../functions/core/statuses/build-url.ts';
import { statusOfBuild, targetOfBuild } from '../../../../functions/core/statuses/report-build.ts';
import { COMMIT, statusMessageOf } from '../../status-message-of.ts';

const { target } = statusMessageOf();
const { commit: _, ...withoutCommit } = target;
const other = 'b'.repeat(40);
const record: DetailedRecord = {
  project: 'web',
  buildId: 'web:own',
  number: 42,
  rank: RANK.ended,
  status: 'SUCCEEDED',
  commit: COMMIT,
};
const { commit: _commit, ...unresolved } = record;

test.each([
  ['the build that the entry started', record, target, COMMIT],
  ['its build before CodeBuild has resolved the commit', unresolved, target, COMMIT],
  ['a retry of the same commit', { ...record, buildId: 'web:retry' }, target, COMMIT],
  ['a build of another commit', { ...record, buildId: 'web:forged', commit: other }, target, undefined],
  ['its own build, should CodeBuild have built another commit', { ...record, commit: other }, target, undefined],
  ['another build of which no commit is known', { ...unresolved, buildId: 'web:forged' }, target, undefined],
  ['a build of another project', { ...record, project: 'api' }, target, undefined],
  ['its build, whose commit CodeBuild resolved', record, withoutCommit, COMMIT],
  ['its build, whose commit is not known yet', unresolved, withoutCommit, undefined],
  ['another build while the commit is not known', { ...record, buildId: 'web:forged' }, withoutCommit, undefined],
  ['any build, where nothing is to be reported', record, undefined, undefined],
])('%s', (_name, build, kept, commit) => {
  const entry = { buildId: 'web:own', ...(kept && { target: kept }) };
  expect(targetOfBuild(build, entry)?.commit).toBe(commit);
});

test('leads to the project’s link, else to the build in the console of its partition', () => {
  const page = buildUrl(record, 'eu-west-1');
  const { link: _link, ...withoutLink } = target;
  expect(statusOfBuild(record, { ...target, link: 'https://ci.acme.io/' }, page)?.url).toBe('https://ci.acme.io/');
  expect(statusOfBuild(record, withoutLink, page)?.url).toBe(
    'https://eu-west-1.console.aws.amazon.com/codesuite/codebuild/projects/web/build/web%3Aown/?region=eu-west-1',
  );
  expect(buildUrl(record, 'cn-north-1')).toContain('https://cn-north-1.console.amazonaws.cn/');
});

test('a build of which nothing more will be known ends as an error', () => {
  const running: DetailedRecord = { ...record, rank: RANK.running, status: 'IN_PROGRESS' };
  expect(statusOfBuild(running, target, 'https://acme.io/', 'lost')).toMatchObject({
    state: 'fault',
    rank: RANK.endedByEvent,
    description: 'no longer followed (#42)',
  });
});
