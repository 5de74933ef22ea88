import { expect, test } from 'vitest';
import { codebuildMembers } from '../../../infra/projects-file/codebuild-members.ts';
import { compiledProjects } from '../../../infra/projects-file/compiled-projects.ts';
import { readProjectsFile, type ProjectsFile } from '../../../infra/projects-file/read-projects-file.ts';

/** The position and id of each finding. */
function found(text: string): readonly string[] {
  const read = readProjectsFile(text);
  const list = 'problems' in read ? read.problems : read.warnings;
  return list.map(({ line, column, id }) => `${line}:${column} ${id}`);
}

function read(text: string): ProjectsFile {
  const file = readProjectsFile(text);
  if ('problems' in file) throw new Error(JSON.stringify(file.problems));
  return file;
}

const HOOKS = 'webhooks: { github: { provider: github } }\n';
const GITHUB = 'source: { type: GITHUB, location: https://github.com/acme/web }';

const ARN = 'arn: "arn:aws:codebuild:us-east-1:123456789012:project/web"';

/** A file with an existing project that has these keys, from line 3, column 5. */
const project = (keys: string, source = GITHUB): string =>
  `${HOOKS}projects:\n  - { name: web, ${source}, ${keys}${keys.startsWith('arn') ? '' : `, ${ARN}`} }\n`;

/** A file whose project has one group with these filters, from line 7, column 13. */
const group = (filters: string, webhook = ''): string => `${HOOKS}projects:
  - ${ARN}
    ${GITHUB}
    webhook:
      filterGroups:
        - [ ${filters} ]
${webhook && `      ${webhook}\n`}    name: web
`;

/** A file whose group has a second filter with this type and pattern. */
const pattern = (type: string, text: string): string =>
  group(`{ type: EVENT, pattern: PUSH }, { type: ${type}, pattern: '${text}' }`);

test.each<[string, string, readonly string[]]>([
  ['an empty file', '', []],
  ['a tab', 'a:\n\tb: 1', ['2:1 yaml-syntax']],
  ['an unknown key', 'project: []', ['1:1 unknown-key']],
  ['a key unlike any other', 'x: []', ['1:1 unknown-key']],
  [
    'invalid stack options',
    'stack: { domain: "https://x.org", hostedZone: x.org, certificate: mine, cdn: true, alarmEmail: ops }',
    ['1:10 invalid-value', '1:35 invalid-value', '1:54 invalid-value', '1:84 invalid-value'],
  ],
  ['a hosted zone without a domain', 'stack: { hostedZone: Z123 }', ['1:1 invalid-value']],
  ['two documents', 'projects: []\n---\nprojects: []', ['2:1 yaml-several-documents']],
  ['an alias without an anchor', 'projects: *x', ['1:11 yaml-alias']],
  [
    'aliases that would fill the memory',
    Array.from(
      { length: 9 },
      (_, n) =>
        `x${n}: &x${n} [${
          n
            ? Array(9)
                .fill(`*x${n - 1}`)
                .join(', ')
            : 1
        }]`,
    ).join('\n'),
    ['1:1 yaml-alias'],
  ],
  [
    'an unquoted pattern',
    group('{ type: EVENT, pattern: PUSH }, { type: HEAD_REF, pattern: ^refs/heads/[a-z]+$ }'),
    ['7:84 yaml-syntax'],
  ],
  [
    'an escape unknown to YAML',
    group('{ type: EVENT, pattern: PUSH }, { type: HEAD_REF, pattern: "^v\\d$" }'),
    ['7:75 yaml-syntax'],
  ],
  ['a list instead of a mapping', '[]', ['1:1 file-not-a-mapping']],
])('%s is reported for the file', (_, text, expected) => expect(found(text)).toEqual(expected));

test.each<[string, readonly string[]]>([
  ['{ github: {} }', ['1:13 missing-key']],
  ['{ x: { provider: svn } }', ['1:18 unknown-value']],
  ['{ X: { provider: github } }', ['1:13 invalid-value']],
  ['{ x: { provider: gitea } }', ['1:13 hook-without-host']],
  ['{ x: { provider: github, host: "https://git.acme.io" } }', ['1:36 invalid-value']],
  ['{ x: { provider: github, verification: token } }', ['1:36 verification-not-supported']],
  ['{ x: { provider: gitlab, verification: none } }', ['1:36 unknown-value']],
  ['{ x: { provider: gitlab, verification: token } }', []],
  ['{ x: { provider: bitbucket }, y: { provider: gitea, host: "git.acme.io:3000" } }', []],
])('for webhooks: %s, it reports %j', (hooks, expected) => expect(found(`webhooks: ${hooks}`)).toEqual(expected));

test.each<[string, readonly string[]]>([
  ['badge: { badgeEnabled: true, branch: main, label: build, style: flat-square }, link: https://acme.io', []],
  ['badge: { branch: alice/topic+v2#1 }', []],
  ["badge: { branch: '1.0' }", []],
  ['badge: { branch: 1.0 }', ['3:92 wrong-type']],
  ['badge: { branch: refs/heads/main }', ['3:92 invalid-value']],
  ['badge: { branch: HEAD }', ['3:92 invalid-value']],
  ["badge: { branch: 'my branch' }", ['3:92 invalid-value']],
  ["badge: { branch: '' }", ['3:92 invalid-value']],
  ['skipCi: false, hook: github, repositoryId: 7, concurrency: { group: ref, cancelInProgress: true }', []],
  ['imageRepository: {}', ['3:83 wrong-type']],
  ['badge: { style: neon }', ['3:92 unknown-value']],
  ['link: acme.io', ['3:83 invalid-value']],
  ['arn: 7', ['3:83 wrong-type', '3:83 invalid-value']],
  ['arn: web', ['3:83 invalid-value']],
  ['repositoryId: 1.5', ['3:83 invalid-value']],
  ['repositoryId: "acme/web"', ['3:83 invalid-value']],
  ['skipCi: never', ['3:83 wrong-type']],
  ['hook: gitlab', ['3:83 unknown-hook']],
  ['concurrency: { group: project }', ['3:98 unknown-value']],
  ['concurrency: { groups: ref, group: ref }', ['3:98 unknown-key']],
  ['repository: web', ['3:83 repository-not-a-url']],
  ['environment: { environmentVariables: [{ name: PUSHLIGHT_X, value: a }] }', ['3:123 invalid-value']],
  ['environment: { environmentVariables: [{ name: A, value: a, type: SECRET }] }', ['3:142 unknown-value']],
  ['webhook: { buildType: BUILD_BATCH }', ['3:94 unknown-value']],
  ['webhook: { filterGroup: [] }', ['3:94 unknown-key']],
  ['webhook: {}', ['3:83 webhook-without-filter-groups']],
  ['webhook: { filterGroups: [[]] }', ['3:109 filter-group-without-event']],
  [
    'webhook: { url: "https://x", filterGroups: [[{ type: EVENT, pattern: PUSH }]] }',
    ['3:83 codebuild-webhook-exists'],
  ],
  ['webhook: { pullRequestBuildPolicy: { requiresCommentApproval: NEVER } }', ['3:120 unknown-value']],
  [
    'webhook: { pullRequestBuildPolicy: { requiresCommentApproval: DISABLED, approverRoles: [WRITE] } }',
    ['3:171 invalid-value'],
  ],
  [
    'webhook: { pullRequestBuildPolicy: { approval: DISABLED, requiresCommentApproval: DISABLED } }',
    ['3:120 unknown-key'],
  ],
  ['webhook: { scopeConfiguration: { name: acme, scope: ORGANIZATION } }', ['3:128 unknown-value']],
  [
    'webhook: { scopeConfiguration: { name: acme, scope: GITHUB_ORGANIZATION }, filterGroups: [[{ type: EVENT, pattern: PUSH }]] }',
    ['3:18 scope-with-one-source'],
  ],
])('for a project with %s, it reports %j', (keys, expected) => expect(found(project(keys))).toEqual(expected));

test.each<[string, readonly string[]]>([
  ['source: { type: SVN }', ['3:28 unknown-value']],
  ['source: { type: NO_SOURCE }', ['3:47 webhook-without-repository']],
  ['source: { type: S3, location: bucket/path.zip }', ['3:67 webhook-without-repository']],
  [
    'source: { type: GITLAB, location: https://gitlab.com/acme/web.git }',
    ['1:13 hook-without-project', '3:87 repository-without-hook'],
  ],
])('for a project with the %s, it reports %j', (source, expected) =>
  expect(found(project('webhook: { filterGroups: [[{ type: EVENT, pattern: PUSH }]] }', source))).toEqual(expected),
);

test.each<[string, string, readonly string[]]>([
  ['{ type: HEAD_REF, pattern: ^refs/heads/main$ }', '', ['7:11 filter-group-without-event']],
  ['{ type: EVENT, pattern: "PUSH, PULL" }', '', ['7:28 unknown-event-type']],
  ['{ type: EVENT, pattern: WORKFLOW_JOB_QUEUED }', '', ['7:28 runner-filter']],
  ['{ type: EVENT, pattern: 7 }', '', ['7:28 wrong-type', '7:28 unknown-event-type']],
  ['{ type: EVENT, pattern: "" }', '', ['7:28 empty-value']],
  ['{ type: EVENTS, pattern: PUSH }', '', ['7:15 unknown-value']],
  ['{ type: EVENT, patern: PUSH }', '', ['7:28 unknown-key']],
  ['{ type: EVENT, pattern: PUSH, excludeMatchedPattern: never }', '', ['7:43 wrong-type']],
  ['{ type: EVENT, pattern: PULL_REQUEST_CREATED }', '', ['7:11 pull-requests-of-anyone']],
  [
    '{ type: EVENT, pattern: PULL_REQUEST_CREATED }',
    'pullRequestBuildPolicy: { requiresCommentApproval: DISABLED }',
    ['4:5 fork-brings-buildspec', '7:11 pull-requests-of-anyone'],
  ],
  [
    '{ type: EVENT, pattern: PULL_REQUEST_CREATED }',
    'pullRequestBuildPolicy: { requiresCommentApproval: ALL_PULL_REQUESTS, approverRoles: [GITHUB_WRITE] }',
    [],
  ],
  ["{ type: EVENT, pattern: PULL_REQUEST_CREATED }, { type: ACTOR_ACCOUNT_ID, pattern: '^7$' }", '', []],
  [
    "{ type: EVENT, pattern: PULL_REQUEST_CREATED }, { type: ACTOR_ACCOUNT_ID, pattern: '^7$', excludeMatchedPattern: true }",
    '',
    ['7:61 pull-requests-of-anyone'],
  ],
  [
    "{ type: EVENT, pattern: PULL_REQUEST_CREATED }, { type: ACTOR_ACCOUNT_ID, pattern: '^7$', excludeMatchedPattern: true }, { type: ACTOR_ACCOUNT_ID, pattern: '^8$' }",
    '',
    [],
  ],
  ['{ type: EVENT, pattern: PUSH, excludeMatchedPattern: true }', '', ['7:11 pull-requests-of-anyone']],
  ["{ type: EVENT, pattern: 'PUSH, PULL_REQUEST_CREATED' }, { type: EVENT, pattern: PUSH }", '', []],
  [
    '{ type: EVENT, pattern: "PUSH, PULL_REQUEST_CREATED" }, { type: COMMIT_MESSAGE, pattern: deploy }',
    'pullRequestBuildPolicy: { requiresCommentApproval: ALL_PULL_REQUESTS }',
    ['7:69 commit-message-never-matches'],
  ],
  ['{ type: EVENT, pattern: PUSH }, { type: COMMIT_MESSAGE, pattern: deploy }', '', []],
])("for the group of %s with the webhook's %j, it reports %j", (filters, webhook, expected) =>
  expect(found(group(filters, webhook))).toEqual(expected),
);

test.each<[string, string, readonly string[]]>([
  ['WORKFLOW_NAME', 'ci', ['7:47 runner-filter']],
  ['ACTOR_ACCOUNT_ID', '123', ['7:71 account-id-not-anchored']],
  ['ACTOR_ACCOUNT_ID', '^1|2$', ['7:71 account-id-not-anchored']],
  ['ACTOR_ACCOUNT_ID', 'octocat', ['7:71 account-id-not-anchored']],
  ['ACTOR_ACCOUNT_ID', '^(?:123|456)$', []],
  ['ACTOR_ACCOUNT_ID', '.+', ['7:71 account-id-not-anchored']],
  ['HEAD_REF', 'main', ['7:63 ref-pattern-not-anchored']],
  ['HEAD_REF', '^refs/heads/main', ['7:63 ref-pattern-not-anchored']],
  ['HEAD_REF', '^refs/heads/', []],
  ['COMMIT_MESSAGE', '^refs/heads/.*', []],
  ['FILE_PATH', '^(a+)+$', []],
  ['FILE_PATH', 'a{1000}{2}', ['7:64 invalid-pattern']],
  ['FILE_PATH', '(?=a+a+a+a+b)(?=.*c.*d.*e)x', ['7:64 slow-pattern']],
  ['FILE_PATH', 'x'.repeat(513), ['7:64 invalid-pattern']],
])('for the %s pattern %s, it reports %j', (type, text, expected) =>
  expect(found(pattern(type, text))).toEqual(expected),
);

test('a key that appears twice is reported with its place', () =>
  expect(found(`${HOOKS}webhooks: {}`)).toEqual(['2:1 yaml-duplicate-key']));

test.each(['constructor', 'prototype', '__proto__'])('a hook called %s is refused instead of left out', (name) =>
  expect(found(`webhooks: { ${name}: { provider: github } }`)).toEqual(['1:13 forbidden-name']),
);

test("GitLab's pull requests have a commit message that a filter can match", () => {
  const text = `webhooks: { own: { provider: gitlab } }
projects:
  - name: web
    ${ARN}
    source: { type: GITLAB, location: https://gitlab.com/acme/web, buildspec: "arn:aws:s3:::acme/buildspec.yml" }
    webhook:
      pullRequestBuildPolicy: { requiresCommentApproval: ALL_PULL_REQUESTS }
      filterGroups: [[{ type: EVENT, pattern: PULL_REQUEST_CREATED }, { type: COMMIT_MESSAGE, pattern: deploy }]]
`;
  expect(found(text)).toEqual([]);
});

test('one message reports two projects with the same name, a host of several hooks, and every other problem', () => {
  const text = `webhooks:
  one: { provider: gitlab, host: "git.acme.io:8443" }
  two: { provider: gitlab, host: "git.acme.io:9443" }
projects:
  - name: web
    source: { type: GITLAB_SELF_MANAGED, location: "ssh://git@git.acme.io:2222/acme/web.git" }
    webhook: { filterGroups: [[{ type: EVENT, pattern: PUSH }]] }
    ${ARN}
  - { name: web, source: { type: NO_SOURCE }, ${ARN} }
`;
  expect(found(text)).toEqual(['7:5 ambiguous-hook', '9:7 duplicate-project-name']);
});

test.each([
  ['github', 'github.com', 'git@github.com:Acme/web.git', 'github.com/Acme/web'],
  ['gitlab', 'git.acme.io:8443', 'ssh://git@git.acme.io:2222/a/b/web.git', 'git.acme.io:8443/a/b/web'],
  ['gitlab', 'git.acme.io:8443', 'https://git.acme.io:8443/a/web', 'git.acme.io:8443/a/web'],
  ['bitbucket', 'git.acme.io', 'https://git.acme.io/scm/acme/web.git', 'git.acme.io/scm/acme/web'],
  ['bitbucket', 'git.acme.io', 'ssh://git@git.acme.io:7999/acme/web.git', 'git.acme.io/scm/acme/web'],
  ['bitbucket', 'git.acme.io:8443', 'ssh://git@git.acme.io:7999/~joe/web.git', 'git.acme.io:8443/scm/~joe/web'],
])('for a %s hook at %s, the URL %s names %s', (provider, host, location, expected) => {
  const text = `webhooks: { hook: { provider: ${provider}, host: "${host}" } }
projects: [{ name: web, ${ARN}, source: { type: NO_SOURCE }, repository: "${location}", webhook: { filterGroups: [[{ type: EVENT, pattern: PUSH }]] } }]`;
  const { repository, repositoryIsNotTheSource } = read(text).projects[0]!.compiled;
  expect(`${repository?.host}/${repository?.fullName}`).toBe(expected);
  expect(repositoryIsNotTheSource).toBe(true);
});

test('the settings of a project for its deliveries and its badge are compiled', () => {
  const keys = `repositoryId: 7, hook: github, skipCi: false, link: https://acme.io, concurrency: { group: ref, cancelInProgress: true },
    badge: { badgeEnabled: true, branch: main, label: ci, style: flat-square }, webhook: { filterGroups: [], pullRequestBuildPolicy: { requiresCommentApproval: DISABLED } }`;
  expect(compiledProjects(read(project(keys))).projects).toEqual([
    {
      name: 'web',
      sourceType: 'GITHUB',
      repository: { host: 'github.com', fullName: 'acme/web' },
      repositoryId: '7',
      hook: 'github',
      filterGroups: [],
      concurrency: { group: 'ref', cancelInProgress: true },
      commentApproval: 'DISABLED',
      skipCi: false,
      badge: { enabled: true, branch: 'main', label: 'ci', style: 'flat-square' },
      link: 'https://acme.io',
    },
  ]);
});

test.each([
  ['{ type: GITHUB, location: "https://github.com/acme/web" }', '', 'refs/heads/next'],
  ['{ type: CODECOMMIT, location: "https://git-codecommit.eu-west-1.amazonaws.com/v1/repos/web" }', '', 'next'],
  ['{ type: S3, location: bucket/web.zip }', '', undefined],
  [
    '{ type: GITHUB, location: "https://github.com/acme/ci" }',
    'repository: "https://github.com/acme/web", ',
    undefined,
  ],
])('for a source %s %s, a build without a version has the version %s', (source, more, version) => {
  const text = `projects: [{ name: web, ${ARN}, source: ${source}, ${more}sourceVersion: "${version ?? 'next'}" }]`;
  expect(read(text).projects[0]?.compiled.sourceVersion).toBe(version);
});

test('a webhook of an organisation or a group covers all of its repositories', () => {
  const scope = (scopeConfiguration: string) =>
    read(project(`webhook: { filterGroups: [], scopeConfiguration: ${scopeConfiguration} }`)).projects[0]?.compiled;
  expect(scope('{ name: acme, scope: GITHUB_ORGANIZATION }')).toMatchObject({
    scope: { host: 'github.com', fullName: 'acme' },
    repositoryIsNotTheSource: true,
  });
  expect(scope('{ name: acme, scope: GITHUB_GLOBAL }')?.scope).toEqual({ host: 'github.com', fullName: '' });
  expect(scope('{ name: a/b, scope: GITLAB_GROUP, domain: git.acme.io }')?.scope).toEqual({
    host: 'git.acme.io',
    fullName: 'a/b',
  });
});

test('the output of `aws codebuild batch-get-projects` is accepted as it is, with the same filter groups', () => {
  const filterGroups = [
    [
      { type: 'EVENT', pattern: 'PULL_REQUEST_CREATED, PULL_REQUEST_UPDATED', excludeMatchedPattern: false },
      { type: 'ACTOR_ACCOUNT_ID', pattern: '^12345$', excludeMatchedPattern: true },
    ],
    [
      { type: 'EVENT', pattern: 'PUSH' },
      { type: 'COMMIT_MESSAGE', pattern: '\\[CodeBuild\\]' },
      { type: 'FILE_PATH', pattern: '^src/.+|^test/.+' },
    ],
  ];
  const pasted = {
    projects: [
      {
        name: 'web',
        arn: 'arn:aws:codebuild:us-east-1:123456789012:project/web',
        source: { type: 'GITHUB', location: 'https://github.com/acme/web', gitCloneDepth: 1, insecureSsl: false },
        secondarySources: [],
        artifacts: { type: 'NO_ARTIFACTS' },
        cache: { type: 'NO_CACHE' },
        environment: { type: 'LINUX_CONTAINER', image: 'aws/codebuild/standard:7.0', environmentVariables: [] },
        serviceRole: 'arn:aws:iam::123456789012:role/web',
        timeoutInMinutes: 60,
        tags: [],
        created: '2026-01-01T00:00:00+00:00',
        lastModified: '2026-01-01T00:00:00+00:00',
        webhook: { filterGroups, buildType: 'BUILD', manualCreation: false, status: 'ACTIVE' },
        badge: { badgeEnabled: false },
      },
    ],
    projectsNotFound: [],
  };
  const [web] = read(JSON.stringify(pasted, undefined, 4)).projects;
  expect(web!.compiled.filterGroups).toMatchObject(filterGroups);
  const {
    arn: _arn,
    created: _created,
    lastModified: _modified,
    webhook: _webhook,
    badge: _badge,
    ...own
  } = pasted.projects[0]!;
  expect(codebuildMembers(web!.written)).toEqual(own);
});

test('a pattern that could take polynomial time is marked for the linear engine', () => {
  const filters = read(pattern('FILE_PATH', '^.*/src/.*$')).projects[0]?.compiled.filterGroups?.[0];
  expect(filters?.map(({ engine }) => engine)).toEqual([undefined, 'linear']);
});

test.each([
  ['an organisation and one of its repositories', 'name: acme', 'acme/web', true],
  ['an organisation and one of its repositories, in other letters', 'name: ACME', 'acme/web', true],
  ['a whole host and one of its repositories', 'name: x, scope: GITHUB_GLOBAL', 'acme/web', true],
  ['an organisation and a repository of one with a longer name', 'name: acme', 'acme-two/web', false],
])('one context for %s', (_, scope, fullName, isDuplicate) => {
  const filterGroups = 'filterGroups: [[{ type: EVENT, pattern: PUSH }]]';
  const all = `{ name: all, source: { type: NO_SOURCE, buildspec: b }, webhook: { scopeConfiguration: { scope: GITHUB_ORGANIZATION, ${scope} }, ${filterGroups} }, statusContext: ci, arn: "arn:aws:codebuild:us-east-1:123456789012:project/all" }`;
  const web = `{ name: web, source: { type: GITHUB, location: https://github.com/${fullName} }, webhook: { ${filterGroups} }, statusContext: CI, ${ARN} }`;
  const written = all.replace(/scope: GITHUB_ORGANIZATION, (.*scope: GITHUB_GLOBAL)/, '$1');
  for (const [one, other] of [
    [written, web],
    [web, written],
  ]) {
    const ids = found(`${HOOKS}projects:\n  - ${one}\n  - ${other}\n`).map((finding) => finding.split(' ')[1]);
    expect(ids).toEqual([isDuplicate ? 'duplicate-status-context' : 'buildspec-not-inline']);
  }
});
