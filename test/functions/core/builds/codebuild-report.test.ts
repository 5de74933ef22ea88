import { expect, test } from 'vitest';
import { codeBuildReport, hookOf } from '../../../../functions/core/builds/codebuild-report.ts';
import type { Hook, Project } from '../../../../functions/core/configuration.ts';
import type { SourceType } from '../../../../functions/core/vocabulary.ts';

const project = (changes: Partial<Project> = {}): Project => ({
  name: 'web',
  sourceType: 'GITHUB',
  badge: { enabled: false },
  ...changes,
});
const hook = (changes: Partial<Hook> = {}): Hook => ({
  name: 'github',
  provider: 'github',
  host: 'github.com',
  ...changes,
});

const named = { send: true, context: 'pushlight/web' };
test.each<[SourceType, ReturnType<typeof codeBuildReport>]>([
  ['GITHUB', named],
  ['GITHUB_ENTERPRISE', named],
  ['BITBUCKET', named],
  ['GITLAB', { send: true }],
  ['GITLAB_SELF_MANAGED', { send: true }],
  ['CODECOMMIT', undefined],
  ['CODEPIPELINE', undefined],
  ['S3', undefined],
  ['NO_SOURCE', undefined],
])('a build of a source of type %s is reported as %j', (sourceType, expected) => {
  expect(codeBuildReport(project({ sourceType }), hook())).toEqual(expected);
});

test.each<[string, Partial<Project>, Partial<Hook>, ReturnType<typeof codeBuildReport>]>([
  [
    'its own name and link',
    { statusContext: 'ci/web', link: 'https://acme.io' },
    {},
    { send: true, context: 'ci/web', targetUrl: 'https://acme.io' },
  ],
  ['statuses: none', { statuses: 'none' }, {}, { send: false }],
  ['a hook with statuses: none', {}, { statuses: 'none' }, { send: false }],
  ['a hook with a credential, with which Pushlight reports', {}, { credential: 'token' }, { send: false }],
  ['statuses: builds and a hook without a credential', { statuses: 'builds' }, {}, named],
  ['a repository that is not its source', { repositoryIsNotTheSource: true }, {}, undefined],
  [
    'a repository that is not its source and statuses: none',
    { repositoryIsNotTheSource: true, statuses: 'none' },
    {},
    { send: false },
  ],
  [
    'a repository that is not its source and a hook with a credential',
    { repositoryIsNotTheSource: true },
    { credential: 'token' },
    { send: false },
  ],
])('a project with %s', (_, changes, ofHook, expected) => {
  expect(codeBuildReport(project(changes), hook(ofHook))).toEqual(expected);
});

test('a build that no delivery started is reported as configured for the hook of its project', () => {
  const hooks = new Map(
    [hook({ name: 'lab', host: 'git.acme.io' }), hook(), hook({ name: 'other' })].map((each) => [each.name, each]),
  );
  const repository = { host: 'github.com', fullName: 'acme/web' };
  expect(hookOf(project({ repository }), { hooks })?.name).toBe('github');
  expect(hookOf(project({ repository, hook: 'other' }), { hooks })?.name).toBe('other');
  expect(hookOf(project({ scope: { host: 'git.acme.io', fullName: 'acme' } }), { hooks })?.name).toBe('lab');
  expect(hookOf(project(), { hooks })).toBeUndefined();
  hooks.set('third', hook({ name: 'third', credential: 'token' }));
  expect(hookOf(project({ repository }), { hooks })?.name).toBe('third');
});
