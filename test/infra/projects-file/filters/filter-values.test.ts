import { expect, test } from 'vitest';
import type { FilterType } from '../../../../functions/core/vocabulary.ts';
import { readProjectsFile } from '../../../../infra/projects-file/read-projects-file.ts';

const HOOKS: Readonly<Record<string, string>> = {
  'github.com': '{ provider: github }',
  'gitlab.com': '{ provider: gitlab }',
  'bitbucket.org': '{ provider: bitbucket }',
  'git.acme.test': '{ provider: gitea, host: git.acme.test }',
};

/** The findings in a group with these filters, each with its id. */
function found(filters: readonly string[], host = 'github.com'): readonly string[] {
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
  return all.filter(({ id }) => id !== 'pull-requests-of-anyone').map(({ message, id }) => `${message} [${id}]`);
}

const event = (types: string, more = ''): string => `{ type: EVENT, pattern: '${types}'${more} }`;
const filter = (type: FilterType, pattern: string, more = ''): string =>
  `{ type: ${type}, pattern: '${pattern}'${more} }`;
const EXCLUDED = ', excludeMatchedPattern: true';
const ANY = 'PUSH, PULL_REQUEST_CREATED, RELEASED';

const REF = 'it is a branch or tag in full, as in refs/heads/main';
const PATH = 'paths begin at the top of the repository, as in src/index.ts';

test.each<[FilterType, string, string]>([
  ['HEAD_REF', '^main$', `since ${REF}: write ^refs/heads/main$ [head-ref-never-matches]`],
  ['HEAD_REF', '^feature/', `since ${REF}: write ^refs/heads/feature/ [head-ref-never-matches]`],
  ['HEAD_REF', '^heads/main$', `since ${REF}: write ^refs/heads/main$ [head-ref-never-matches]`],
  ['HEAD_REF', '^tags/v1', `since ${REF}: write ^refs/tags/v1 [head-ref-never-matches]`],
  ['HEAD_REF', '^(?:main|dev)$', `since ${REF}: write ^refs/heads/(?:main|dev)$ [head-ref-never-matches]`],
  ['HEAD_REF', '^main$|^dev$', `since ${REF}: write ^refs/heads/main$|^refs/heads/dev$ [head-ref-never-matches]`],
  ['HEAD_REF', '^refs/remotes/origin/main$', `since ${REF}: write ^refs/heads/main$ [head-ref-never-matches]`],
  ['HEAD_REF', '^refs/pull/', `since ${REF}: correct it, or remove the filter [head-ref-never-matches]`],
  [
    'HEAD_REF',
    '^refs/heads/main$, ^refs/heads/dev$',
    `since ${REF}: write ^refs/heads/(?:main|dev)$ [head-ref-never-matches]`,
  ],
  ['HEAD_REF', 'main, dev', `since ${REF}: write ^refs/heads/(?:main|dev)$ [head-ref-never-matches]`],
  ['HEAD_REF', 'refs/heads/main$^', `since ${REF}: correct it, or remove the filter [head-ref-never-matches]`],
  [
    'BASE_REF',
    '^main$',
    'since it is a branch in full, as in refs/heads/main: write ^refs/heads/main$ [base-ref-never-matches]',
  ],
  [
    'BASE_REF',
    '^refs/tags/v1$',
    'since it is a branch in full, as in refs/heads/main: write ^refs/heads/v1$ [base-ref-never-matches]',
  ],
  ['FILE_PATH', '^/src/', `since ${PATH}: write ^src/ [file-path-never-matches]`],
  ['FILE_PATH', '^\\/src\\/', `since ${PATH}: write ^src/ [file-path-never-matches]`],
  ['FILE_PATH', '^\\./src/.*\\.ts$', `since ${PATH}: write ^src/.*\\.ts$ [file-path-never-matches]`],
  ['FILE_PATH', 'src/$', `since ${PATH}: correct it, or remove the filter [file-path-never-matches]`],
  ['TAG_NAME', '^refs/tags/v', 'since it is the name alone, as in v1.0: write ^v [tag-name-never-matches]'],
  [
    'ACTOR_ACCOUNT_ID',
    '^octocat$',
    'since github.com has ids and no names here: write the id of the account, as in ^583231$, which https://api.github.com/users/NAME shows [account-id-never-matches]',
  ],
  [
    'ACTOR_ACCOUNT_ID',
    '^123,456$',
    'since github.com has ids and no names here: write ^(?:123|456)$ [account-id-never-matches]',
  ],
  [
    'REPOSITORY_NAME',
    '^acme/web$',
    'since it is the name without its owner, web: write ^web$ [repository-name-never-matches]',
  ],
  [
    'REPOSITORY_NAME',
    '^api$',
    'since it is the name without its owner, web: correct it, or remove the filter [repository-name-never-matches]',
  ],
  [
    'ORGANIZATION_NAME',
    '^acme/web$',
    'since it is the owner alone, acme: write ^acme$ [organization-name-never-matches]',
  ],
  [
    'COMMIT_MESSAGE',
    'x^fix',
    'since it contradicts itself: correct it, or remove the filter [commit-message-never-matches]',
  ],
])('%s %s can never match', (type, pattern, message) => {
  const events = type === 'COMMIT_MESSAGE' ? 'PUSH' : ANY;
  const name = `${type} ${pattern} can never match`;
  expect(found([event(events), filter(type, pattern)])).toEqual([`${name}, ${message}`]);
  expect(found([event(events), filter(type, pattern, EXCLUDED)])).toEqual([`${name} and excludes nothing, ${message}`]);
});

test('an alternative that can never match is reported, without the others', () => {
  expect(found([event('PUSH'), filter('HEAD_REF', '^refs/heads/main$|^dev$')])).toEqual([
    `^dev$ in HEAD_REF ^refs/heads/main$|^dev$ can never match, since ${REF}: write ^refs/heads/main$|^refs/heads/dev$ [head-ref-never-matches]`,
  ]);
});

test.each<[string, string, string]>([
  [
    'PUSH',
    filter('BASE_REF', '^refs/heads/main$'),
    'BASE_REF can never match, since PUSH has none: remove the filter, or add pull request events [base-ref-never-matches]',
  ],
  [
    'PULL_REQUEST_CREATED',
    filter('TAG_NAME', '^v'),
    'TAG_NAME can never match, since PULL_REQUEST_CREATED has none: remove the filter, or add PUSH or RELEASED [tag-name-never-matches]',
  ],
  [
    'PUSH',
    filter('RELEASE_NAME', 'beta'),
    'RELEASE_NAME can never match, since PUSH has none: remove the filter, or add RELEASED [release-name-never-matches]',
  ],
  [
    'PULL_REQUEST_CREATED',
    filter('HEAD_REF', '^refs/tags/v1$'),
    `HEAD_REF ^refs/tags/v1$ can never match, since ${REF}: correct it, or remove the filter [head-ref-never-matches]`,
  ],
  [
    'RELEASED',
    filter('HEAD_REF', '^v1$'),
    `HEAD_REF ^v1$ can never match, since ${REF}: write ^refs/tags/v1$ [head-ref-never-matches]`,
  ],
])('for %s events, %s matches none', (events, text, message) => {
  expect(found([event(events), text])).toEqual([message]);
});

test('filters of a group that never match together are reported at the second filter', () => {
  expect(found([event(ANY), filter('HEAD_REF', '^refs/heads/main$'), filter('HEAD_REF', '^refs/heads/dev$')])).toEqual([
    'HEAD_REF ^refs/heads/dev$ and ^refs/heads/main$ can never match together, as all filters of a group must: write one, ^refs/heads/main$|^refs/heads/dev$ [head-ref-never-matches]',
  ]);
  expect(found([event(ANY), event('WORKFLOW'), filter('HEAD_REF', '^main$')])).toEqual([
    expect.stringContaining('[unknown-event-type]'),
  ]);
  expect(found([event('PUSH'), event('RELEASED')])).toEqual([
    'no event passes all EVENT filters of this group: write one, with its types separated by commas, or a group for each [event-never-matches]',
  ]);
});

test.each<[FilterType, string, string]>([
  [
    'HEAD_REF',
    'refs/heads/main*',
    'is a regular expression and not a glob: write ^refs/heads/main.*$ [pattern-is-a-glob]',
  ],
  [
    'HEAD_REF',
    '^refs/heads/release/*$',
    'is a regular expression and not a glob: write ^refs/heads/release/.*$ [pattern-is-a-glob]',
  ],
  [
    'HEAD_REF',
    '^refs/heads/(?:main|release/*)$',
    'is a regular expression and not a glob: write ^refs/heads/(?:main|release/.*)$ [pattern-is-a-glob]',
  ],
  ['HEAD_REF', 'refs/tags/v*', 'is a regular expression and not a glob: write ^refs/tags/v.*$ [pattern-is-a-glob]'],
  [
    'HEAD_REF',
    'refs/heads/main,refs/heads/dev',
    'is one regular expression and not a list: write ^refs/heads/(?:main|dev)$ [pattern-is-a-list]',
  ],
  [
    'HEAD_REF',
    'main,release/*',
    'is one regular expression and not a list: write ^refs/heads/(?:main|release/.*)$ [pattern-is-a-list]',
  ],
  [
    'HEAD_REF',
    'refs/heads/main,refs/tags/v1',
    'is one regular expression and not a list: write ^(?:refs/heads/main|refs/tags/v1)$ [pattern-is-a-list]',
  ],
  ['TAG_NAME', 'v*', 'is a regular expression and not a glob: write ^v.*$ [pattern-is-a-glob]'],
  ['FILE_PATH', 'src/*', 'is a regular expression and not a glob: write ^src/[^/]*$ [pattern-is-a-glob]'],
  ['FILE_PATH', './src/', 'is a regular expression and not a glob: write ^src/ [pattern-is-a-glob]'],
  ['FILE_PATH', 'src/,docs/', 'is one regular expression and not a list: write ^src/|^docs/ [pattern-is-a-list]'],
])('%s %s is reported, since it does not mean what it looks like', (type, pattern, message) => {
  expect(found([event(ANY), filter(type, pattern)])).toEqual([`${type} ${pattern} ${message}`]);
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
  expect(found([event('PUSH'), filter(type, pattern)])).toEqual([
    `${pattern} is a glob, and a pattern is a regular expression: write ${right} [invalid-pattern]`,
  ]);
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
