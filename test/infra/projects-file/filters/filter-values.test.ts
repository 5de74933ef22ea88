import { expect, test } from 'vitest';
import type { Finding } from '../../../../infra/findings/finding.ts';
import type { FilterType } from '../../../../functions/core/vocabulary.ts';
import { readProjectsFile } from '../../../../infra/projects-file/read-projects-file.ts';

const HOOKS: Readonly<Record<string, string>> = {
  'github.com': '{ provider: github }',
  'gitlab.com': '{ provider: gitlab }',
  'bitbucket.org': '{ provider: bitbucket }',
  'git.acme.test': '{ provider: gitea, host: git.acme.test }',
};

/** The findings in a group with these filters. */
function found(filters: readonly string[], host = 'github.com'): readonly Finding[] {
  const read = readProjectsFile(`webhooks: { main: ${HOOKS[host]} }
projects:
  - name: web
    arn: 'arn:aws:codebuild:us-east-1:123456789012:project/web'
    source: { type: NO_SOURCE, buildspec: "version: 0.2\\nphases: { build: { commands: [ls] } }\\n" }
    repository: https://${host}/acme/web.git
    webhook:
      filterGroups:
        - [${filters.join(', ')}]
`);
  const all = [...('problems' in read ? read.problems : []), ...read.warnings];
  return all.filter(({ id }) => id !== 'pull-requests-of-anyone');
}

/** A finding that ends with the pattern to use instead, if there is one. */
const suggesting = (id: string, pattern = ''): unknown =>
  expect.toSatisfy((finding: Finding) => finding.id === id && finding.message.endsWith(pattern && `"${pattern}"`));

const event = (types: string, more = ''): string => `{ type: EVENT, pattern: '${types}'${more} }`;
const filter = (type: FilterType, pattern: string, more = ''): string =>
  `{ type: ${type}, pattern: '${pattern}'${more} }`;
const EXCLUDED = ', excludeMatchedPattern: true';
const ANY = 'PUSH, PULL_REQUEST_CREATED, RELEASED';

test.each<[FilterType, string, string, string?]>([
  ['HEAD_REF', '^main$', 'head-ref-never-matches', '^refs/heads/main$'],
  ['HEAD_REF', '^feature/', 'head-ref-never-matches', '^refs/heads/feature/'],
  ['HEAD_REF', '^heads/main$', 'head-ref-never-matches', '^refs/heads/main$'],
  ['HEAD_REF', '^tags/v1', 'head-ref-never-matches', '^refs/tags/v1'],
  ['HEAD_REF', '^(?:main|dev)$', 'head-ref-never-matches', '^refs/heads/(?:main|dev)$'],
  ['HEAD_REF', '^main$|^dev$', 'head-ref-never-matches', '^refs/heads/main$|^refs/heads/dev$'],
  ['HEAD_REF', '^refs/remotes/origin/main$', 'head-ref-never-matches', '^refs/heads/main$'],
  ['HEAD_REF', '^refs/pull/', 'head-ref-never-matches'],
  ['HEAD_REF', '^refs/heads/main$, ^refs/heads/dev$', 'head-ref-never-matches', '^refs/heads/(?:main|dev)$'],
  ['HEAD_REF', 'main, dev', 'head-ref-never-matches', '^refs/heads/(?:main|dev)$'],
  ['HEAD_REF', 'refs/heads/main$^', 'head-ref-never-matches'],
  ['BASE_REF', '^main$', 'base-ref-never-matches', '^refs/heads/main$'],
  ['BASE_REF', '^refs/tags/v1$', 'base-ref-never-matches', '^refs/heads/v1$'],
  ['FILE_PATH', '^/src/', 'file-path-never-matches', '^src/'],
  ['FILE_PATH', '^\\/src\\/', 'file-path-never-matches', '^src/'],
  ['FILE_PATH', '^\\./src/.*\\.ts$', 'file-path-never-matches', '^src/.*\\.ts$'],
  ['FILE_PATH', 'src/$', 'file-path-never-matches'],
  ['TAG_NAME', '^refs/tags/v', 'tag-name-never-matches', '^v'],
  ['ACTOR_ACCOUNT_ID', '^octocat$', 'account-id-never-matches'],
  ['ACTOR_ACCOUNT_ID', '^123,456$', 'account-id-never-matches', '^(?:123|456)$'],
  ['REPOSITORY_NAME', '^acme/web$', 'repository-name-never-matches', '^web$'],
  ['REPOSITORY_NAME', '^api$', 'repository-name-never-matches'],
  ['ORGANIZATION_NAME', '^acme/web$', 'organization-name-never-matches', '^acme$'],
  ['COMMIT_MESSAGE', 'x^fix', 'commit-message-never-matches'],
])('%s %s can never match', (type, pattern, id, right) => {
  const events = type === 'COMMIT_MESSAGE' ? 'PUSH' : ANY;
  expect(found([event(events), filter(type, pattern)])).toEqual([suggesting(id, right)]);
  expect(found([event(events), filter(type, pattern, EXCLUDED)])).toEqual([suggesting(id, right)]);
});

test('an alternative that can never match is reported, without the others', () => {
  expect(found([event('PUSH'), filter('HEAD_REF', '^refs/heads/main$|^dev$')])).toEqual([
    suggesting('head-ref-never-matches', '^refs/heads/main$|^refs/heads/dev$'),
  ]);
});

test.each<[string, string, string, string?]>([
  ['PUSH', filter('BASE_REF', '^refs/heads/main$'), 'base-ref-never-matches'],
  ['PULL_REQUEST_CREATED', filter('TAG_NAME', '^v'), 'tag-name-never-matches'],
  ['PUSH', filter('RELEASE_NAME', 'beta'), 'release-name-never-matches'],
  ['PULL_REQUEST_CREATED', filter('HEAD_REF', '^refs/tags/v1$'), 'head-ref-never-matches'],
  ['RELEASED', filter('HEAD_REF', '^v1$'), 'head-ref-never-matches', '^refs/tags/v1$'],
])('for %s events, %s matches none', (events, text, id, right) => {
  expect(found([event(events), text])).toEqual([suggesting(id, right)]);
});

test('filters of a group that never match together are reported at the second filter', () => {
  expect(found([event(ANY), filter('HEAD_REF', '^refs/heads/main$'), filter('HEAD_REF', '^refs/heads/dev$')])).toEqual([
    suggesting('head-ref-never-matches', '^refs/heads/main$|^refs/heads/dev$'),
  ]);
  expect(found([event(ANY), event('WORKFLOW'), filter('HEAD_REF', '^main$')])).toEqual([
    suggesting('unknown-event-type'),
  ]);
  expect(found([event('PUSH'), event('RELEASED')])).toEqual([suggesting('event-never-matches')]);
});

test.each<[FilterType, string, string, string]>([
  ['HEAD_REF', 'refs/heads/main*', 'pattern-is-a-glob', '^refs/heads/main.*$'],
  ['HEAD_REF', '^refs/heads/release/*$', 'pattern-is-a-glob', '^refs/heads/release/.*$'],
  ['HEAD_REF', '^refs/heads/(?:main|release/*)$', 'pattern-is-a-glob', '^refs/heads/(?:main|release/.*)$'],
  ['HEAD_REF', 'refs/tags/v*', 'pattern-is-a-glob', '^refs/tags/v.*$'],
  ['HEAD_REF', 'refs/heads/main,refs/heads/dev', 'pattern-is-a-list', '^refs/heads/(?:main|dev)$'],
  ['HEAD_REF', 'main,release/*', 'pattern-is-a-list', '^refs/heads/(?:main|release/.*)$'],
  ['HEAD_REF', 'refs/heads/main,refs/tags/v1', 'pattern-is-a-list', '^(?:refs/heads/main|refs/tags/v1)$'],
  ['TAG_NAME', 'v*', 'pattern-is-a-glob', '^v.*$'],
  ['FILE_PATH', 'src/*', 'pattern-is-a-glob', '^src/[^/]*$'],
  ['FILE_PATH', './src/', 'pattern-is-a-glob', '^src/'],
  ['FILE_PATH', 'src/,docs/', 'pattern-is-a-list', '^src/|^docs/'],
])('%s %s is reported, since it does not mean what it looks like', (type, pattern, id, right) => {
  expect(found([event(ANY), filter(type, pattern)])).toEqual([suggesting(id, right)]);
});

test.each<[FilterType, string, string]>([
  ['FILE_PATH', '*.md', '\\.md$'],
  ['FILE_PATH', '**/*.test.ts', '\\.test\\.ts$'],
  ['FILE_PATH', 'src/**', '^src/'],
  ['FILE_PATH', './src/**/*.ts', '^src/(?:.*/)?[^/]*\\.ts$'],
  ['FILE_PATH', 'src/{api,web}/**', '^src/(?:api|web)/.*$'],
  ['HEAD_REF', '*', '^refs/heads/.*$'],
  ['HEAD_REF', 'feature/**', '^refs/heads/feature/.*$'],
  ['COMMIT_MESSAGE', '*deploy*', '^.*deploy.*$'],
])('%s %s is reported as a glob, which is not a regular expression', (type, pattern, right) => {
  expect(found([event('PUSH'), filter(type, pattern)])).toEqual([suggesting('invalid-pattern', right)]);
});

test.each<[FilterType, string, string?]>([
  ['HEAD_REF', '^refs/heads/main$'],
  ['HEAD_REF', '^refs/(?:heads/main|tags/v.*)$'],
  ['HEAD_REF', '^refs/heads/feature/.*'],
  ['HEAD_REF', '^(?i)REFS/HEADS/MAIN$'],
  ['HEAD_REF', '^refs/heads/v\\d{1,40}$'],
  ['HEAD_REF', '^refs/heads/[\\p{L}-]+$'],
  ['BASE_REF', '^refs/heads/main$'],
  ['FILE_PATH', '^src/'],
  ['FILE_PATH', '/src/'],
  ['FILE_PATH', '(?:^|/)package\\.json$'],
  ['FILE_PATH', '^\\.github/'],
  ['FILE_PATH', '^\\.\\.\\.$'],
  ['FILE_PATH', ',v$'],
  ['FILE_PATH', '^[^/]*$'],
  ['TAG_NAME', '^v\\d+\\.\\d+$'],
  ['TAG_NAME', '^ref'],
  ['TAG_NAME', '^release/'],
  ['ACTOR_ACCOUNT_ID', '^-2$', 'git.acme.test'],
  ['ACTOR_ACCOUNT_ID', '^(?:583231|9919)$'],
  ['ACTOR_ACCOUNT_ID', '^712020:aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee$', 'bitbucket.org'],
  ['ACTOR_ACCOUNT_ID', '^5b10a2844c20165700ede21f$', 'bitbucket.org'],
  ['REPOSITORY_NAME', '^Web$'],
  ['ORGANIZATION_NAME', '^acme$'],
  ['COMMIT_MESSAGE', '\\[ci\\] *deploy, or not', 'gitlab.com'],
  ['RELEASE_NAME', '^Version 1, the first$'],
])('%s %s can match', (type, pattern, host) => {
  const events = type === 'COMMIT_MESSAGE' ? 'PUSH' : ANY;
  expect(found([event(events), filter(type, pattern)], host)).toEqual([]);
});
