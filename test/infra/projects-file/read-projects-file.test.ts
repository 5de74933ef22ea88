import { expect, test } from 'vitest';
import { codebuildMembers } from '../../../infra/projects-file/codebuild-members.ts';
import { compiledProjects } from '../../../infra/projects-file/compiled-projects.ts';
import { readProjectsFile, type ProjectsFile } from '../../../infra/projects-file/read-projects-file.ts';

/** The findings, as `npm run check` prints them, without the file's name. */
function found(text: string): readonly string[] {
  const read = readProjectsFile(text);
  const list = 'problems' in read ? read.problems : read.warnings;
  return list.map(({ line, column, message }) => `${line}:${column}: ${message}`);
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
  ['a tab', 'a:\n\tb: 1', ['2:1: Tabs are not allowed as indentation: indent with spaces']],
  ['an unknown key', 'project: []', ['1:1: project is unknown here: did you mean projects?']],
  [
    'a key unlike any other',
    'x: []',
    ['1:1: x is unknown here: known are webhooks, projects, stack, api, projectsNotFound'],
  ],
  [
    'invalid stack options',
    'stack: { domain: "https://x.org", hostedZone: x.org, certificate: mine, cdn: true, alarmEmail: ops }',
    [
      '1:10: domain: must be a host name in lower case: badges.example.com',
      '1:35: hostedZone: must be the id of a Route 53 hosted zone: Z0123456789ABCDEFGHIJ',
      '1:54: certificate: must be the ARN of a certificate: arn:aws:acm:us-east-1:123456789012:certificate/0123abcd-...',
      '1:84: alarmEmail: must be an e-mail address: ops@example.com',
    ],
  ],
  [
    'a hosted zone without a domain',
    'stack: { hostedZone: Z123 }',
    ['1:1: stack: hostedZone and certificate are of a domain: add one, or take them out'],
  ],
  [
    'two documents',
    'projects: []\n---\nprojects: []',
    ['2:1: there are several documents: keep one, and remove the --- after it'],
  ],
  [
    'an alias without an anchor',
    'projects: *x',
    ["1:11: *x is an alias, and no anchor &x precedes it: write a text that begins with * in quotes, '*x'"],
  ],
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
    [expect.stringMatching(/^1:1: its aliases repeat \d+ values: repeat less$/) as string],
  ],
  [
    'an unquoted pattern',
    group('{ type: EVENT, pattern: PUSH }, { type: HEAD_REF, pattern: ^refs/heads/[a-z]+$ }'),
    ["7:84: Unexpected flow-seq-start at node end: write the pattern in single quotes, '…'"],
  ],
  [
    'an escape unknown to YAML',
    group('{ type: EVENT, pattern: PUSH }, { type: HEAD_REF, pattern: "^v\\d$" }'),
    ["7:75: Invalid escape sequence \\d: write the pattern in single quotes, '…'"],
  ],
  ['a list instead of a mapping', '[]', ['1:1: the file is a list: write projects: above it, and indent it']],
])('%s is reported for the file', (_, text, expected) => expect(found(text)).toEqual(expected));

test.each<[string, readonly string[]]>([
  ['{ github: {} }', ['1:13: provider is missing']],
  ['{ x: { provider: svn } }', ['1:18: provider: "svn" is not valid (allowed: github, gitlab, bitbucket, gitea)']],
  [
    '{ X: { provider: github } }',
    ["1:13: X: must be lower-case letters, digits and hyphens: a hook's name stands in its URL"],
  ],
  ['{ x: { provider: gitea } }', ['1:13: hook x needs its host: write host: git.acme.io']],
  [
    '{ x: { provider: github, host: "https://git.acme.io" } }',
    ['1:36: host: must be a host name: "git.acme.io", with no scheme or path'],
  ],
  [
    '{ x: { provider: github, verification: token } }',
    ['1:36: github signs its deliveries: take verification out, only gitlab has tokens besides'],
  ],
  [
    '{ x: { provider: gitlab, verification: none } }',
    ['1:36: verification: "none" is not valid (allowed: signature, token)'],
  ],
  ['{ x: { provider: gitlab, verification: token } }', []],
  ['{ x: { provider: bitbucket }, y: { provider: gitea, host: "git.acme.io:3000" } }', []],
])('for webhooks: %s, it reports %j', (hooks, expected) => expect(found(`webhooks: ${hooks}`)).toEqual(expected));

test.each<[string, readonly string[]]>([
  ['badge: { badgeEnabled: true, branch: main, label: build, style: flat-square }, link: https://acme.io', []],
  ['badge: { branch: alice/topic+v2#1 }', []],
  ["badge: { branch: '1.0' }", []],
  ['badge: { branch: 1.0 }', ["3:92: branch: 1.0 is a number: write it in quotes, '1.0'"]],
  [
    'badge: { branch: refs/heads/main }',
    ['3:92: branch: "refs/heads/main" is not a valid branch name: write it without refs/heads/, as in main'],
  ],
  [
    'badge: { branch: HEAD }',
    ['3:92: branch: "HEAD" is not a valid branch name: write it without refs/heads/, as in main'],
  ],
  [
    "badge: { branch: 'my branch' }",
    ['3:92: branch: "my branch" is not a valid branch name: write it without refs/heads/, as in main'],
  ],
  ["badge: { branch: '' }", ['3:92: branch: "" is not a valid branch name: write it without refs/heads/, as in main']],
  ['skipCi: false, hook: github, repositoryId: 7, concurrency: { group: ref, cancelInProgress: true }', []],
  ['imageRepository: {}', ['3:83: imageRepository: a mapping is not valid: write a text']],
  [
    'badge: { style: neon }',
    ['3:92: style: "neon" is not valid (allowed: flat, flat-square, plastic, for-the-badge, social)'],
  ],
  ['link: acme.io', ['3:83: link: must be a URL that begins with https:// or http://']],
  [
    'arn: 7',
    [
      "3:83: arn: 7 is a number: write it in quotes, '7'",
      '3:83: arn: must be the ARN of a CodeBuild project: arn:aws:codebuild:us-east-1:123456789012:project/web',
    ],
  ],
  [
    'arn: web',
    ['3:83: arn: must be the ARN of a CodeBuild project: arn:aws:codebuild:us-east-1:123456789012:project/web'],
  ],
  ['repositoryId: 1.5', ["3:83: repositoryId: must be the host's id of the repository: 1296269"]],
  ['repositoryId: "acme/web"', ["3:83: repositoryId: must be the host's id of the repository: 1296269"]],
  ['skipCi: never', ['3:83: skipCi: "never" is not valid: write true or false']],
  ['hook: gitlab', ['3:83: there is no hook gitlab under webhooks: did you mean github?']],
  ['concurrency: { group: project }', ['3:98: group: must be ref: builds of one branch, tag or pull request']],
  ['concurrency: { groups: ref, group: ref }', ['3:98: groups is unknown here: did you mean group?']],
  ['repository: web', ['3:83: repository must be a clone URL: https://git.acme.io/acme/web.git']],
  [
    'environment: { environmentVariables: [{ name: PUSHLIGHT_X, value: a }] }',
    ['3:123: name: begins with a reserved prefix: choose a name without PUSHLIGHT_, WEBHOOK_, CODEBUILD_'],
  ],
  [
    'environment: { environmentVariables: [{ name: A, value: a, type: SECRET }] }',
    ['3:142: type: "SECRET" is not valid (allowed: PARAMETER_STORE, PLAINTEXT, SECRETS_MANAGER)'],
  ],
  [
    'webhook: { buildType: BUILD_BATCH }',
    ['3:94: buildType: only BUILD is supported: batch builds and runners are not started by Pushlight'],
  ],
  ['webhook: { filterGroup: [] }', ['3:94: filterGroup is unknown here: did you mean filterGroups?']],
  ['webhook: {}', ['3:83: without filter groups nothing starts: add filterGroups: [[{ type: EVENT, pattern: PUSH }]]']],
  [
    'webhook: { filterGroups: [[]] }',
    ['3:109: a filter group needs an EVENT filter: add { type: EVENT, pattern: PUSH }'],
  ],
  [
    'webhook: { url: "https://x", filterGroups: [[{ type: EVENT, pattern: PUSH }]] }',
    [
      "3:83: CodeBuild's own webhook still exists, so that each push builds twice; remove it: aws codebuild delete-webhook --project-name web",
    ],
  ],
  [
    'webhook: { pullRequestBuildPolicy: { requiresCommentApproval: NEVER } }',
    ['3:120: requiresCommentApproval: "NEVER" is not valid (allowed: DISABLED, ALL_PULL_REQUESTS, FORK_PULL_REQUESTS)'],
  ],
  [
    'webhook: { pullRequestBuildPolicy: { requiresCommentApproval: DISABLED, approverRoles: [WRITE] } }',
    ['3:171: approverRoles: must be a role as CodeBuild names it: GITHUB_WRITE'],
  ],
  [
    'webhook: { pullRequestBuildPolicy: { approval: DISABLED, requiresCommentApproval: DISABLED } }',
    ['3:120: approval is unknown here: known are requiresCommentApproval, approverRoles'],
  ],
  [
    'webhook: { scopeConfiguration: { name: acme, scope: ORGANIZATION } }',
    ['3:128: scope: "ORGANIZATION" is not valid: did you mean GITHUB_ORGANIZATION?'],
  ],
  [
    'webhook: { scopeConfiguration: { name: acme, scope: GITHUB_ORGANIZATION }, filterGroups: [[{ type: EVENT, pattern: PUSH }]] }',
    [
      '3:18: every repository of the scope builds this one source: use NO_SOURCE, and clone WEBHOOK_REPOSITORY in the buildspec',
    ],
  ],
])('for a project with %s, it reports %j', (keys, expected) => expect(found(project(keys))).toEqual(expected));

test.each<[string, readonly string[]]>([
  [
    'source: { type: SVN }',
    [
      '3:28: type: "SVN" is not valid (allowed: BITBUCKET, CODECOMMIT, CODEPIPELINE, GITHUB, GITHUB_ENTERPRISE, GITLAB, GITLAB_SELF_MANAGED, NO_SOURCE, S3)',
    ],
  ],
  [
    'source: { type: NO_SOURCE }',
    ['3:47: no webhook can reach this project: name its repository with repository: <clone URL>'],
  ],
  [
    'source: { type: S3, location: bucket/path.zip }',
    ['3:67: no webhook can reach this project: name its repository with repository: <clone URL>'],
  ],
  [
    'source: { type: GITLAB, location: https://gitlab.com/acme/web.git }',
    [
      '1:13: no project has a repository at github.com, so deliveries of github start nothing: add a project, or remove the hook',
      "3:87: no hook takes deliveries from gitlab.com: add one under webhooks, or correct the repository's URL",
    ],
  ],
])('for a project with the %s, it reports %j', (source, expected) =>
  expect(found(project('webhook: { filterGroups: [[{ type: EVENT, pattern: PUSH }]] }', source))).toEqual(expected),
);

test.each<[string, string, readonly string[]]>([
  [
    '{ type: HEAD_REF, pattern: ^refs/heads/main$ }',
    '',
    ['7:11: a filter group needs an EVENT filter: add { type: EVENT, pattern: PUSH }'],
  ],
  [
    '{ type: EVENT, pattern: "PUSH, PULL" }',
    '',
    [
      '7:28: "PULL" is not an event type (allowed: PUSH, PULL_REQUEST_CREATED, PULL_REQUEST_UPDATED, PULL_REQUEST_REOPENED, PULL_REQUEST_CLOSED, PULL_REQUEST_MERGED, RELEASED, PRERELEASED)',
    ],
  ],
  [
    '{ type: EVENT, pattern: WORKFLOW_JOB_QUEUED }',
    '',
    ['7:28: WORKFLOW_JOB_QUEUED is for runners of GitHub Actions, and Pushlight starts builds only: remove it'],
  ],
  [
    '{ type: EVENT, pattern: 7 }',
    '',
    [
      "7:28: pattern: 7 is a number: write it in quotes, '7'",
      '7:28: "7" is not an event type (allowed: PUSH, PULL_REQUEST_CREATED, PULL_REQUEST_UPDATED, PULL_REQUEST_REOPENED, PULL_REQUEST_CLOSED, PULL_REQUEST_MERGED, RELEASED, PRERELEASED)',
    ],
  ],
  ['{ type: EVENT, pattern: "" }', '', ['7:28: pattern: must not be empty']],
  ['{ type: EVENTS, pattern: PUSH }', '', ['7:15: type: "EVENTS" is not valid: did you mean EVENT?']],
  ['{ type: EVENT, patern: PUSH }', '', ['7:28: patern is unknown here: did you mean pattern?']],
  [
    '{ type: EVENT, pattern: PUSH, excludeMatchedPattern: never }',
    '',
    ['7:43: excludeMatchedPattern: "never" is not valid: write true or false'],
  ],
  [
    '{ type: EVENT, pattern: PULL_REQUEST_CREATED }',
    '',
    [
      "7:11: anybody's pull requests can pass this group: add an ACTOR_ACCOUNT_ID filter, or a pullRequestBuildPolicy with requiresCommentApproval",
    ],
  ],
  [
    '{ type: EVENT, pattern: PULL_REQUEST_CREATED }',
    'pullRequestBuildPolicy: { requiresCommentApproval: DISABLED }',
    [
      "4:5: a fork's pull request brings its own buildspec, which runs with the rights of this project's role: write the buildspec here, below buildspec: |",
      "7:11: anybody's pull requests can pass this group: add an ACTOR_ACCOUNT_ID filter, or a pullRequestBuildPolicy with requiresCommentApproval",
    ],
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
    [
      "7:61: anybody's pull requests can pass this filter, which excludes some accounts and lets in all others: list the ids that may build, as in ^(?:583231|9919)$, or add a pullRequestBuildPolicy with requiresCommentApproval",
    ],
  ],
  [
    "{ type: EVENT, pattern: PULL_REQUEST_CREATED }, { type: ACTOR_ACCOUNT_ID, pattern: '^7$', excludeMatchedPattern: true }, { type: ACTOR_ACCOUNT_ID, pattern: '^8$' }",
    '',
    [],
  ],
  [
    '{ type: EVENT, pattern: PUSH, excludeMatchedPattern: true }',
    '',
    [
      "7:11: anybody's pull requests can pass this group: add an ACTOR_ACCOUNT_ID filter, or a pullRequestBuildPolicy with requiresCommentApproval",
    ],
  ],
  ["{ type: EVENT, pattern: 'PUSH, PULL_REQUEST_CREATED' }, { type: EVENT, pattern: PUSH }", '', []],
  [
    '{ type: EVENT, pattern: "PUSH, PULL_REQUEST_CREATED" }, { type: COMMIT_MESSAGE, pattern: deploy }',
    'pullRequestBuildPolicy: { requiresCommentApproval: ALL_PULL_REQUESTS }',
    [
      '7:69: this host tells no commit message of a pull request, so that the filter matches none: take it out, or put pushes into a group of their own',
    ],
  ],
  ['{ type: EVENT, pattern: PUSH }, { type: COMMIT_MESSAGE, pattern: deploy }', '', []],
])("for the group of %s with the webhook's %j, it reports %j", (filters, webhook, expected) =>
  expect(found(group(filters, webhook))).toEqual(expected),
);

test.each<[string, string, readonly string[]]>([
  [
    'WORKFLOW_NAME',
    'ci',
    ['7:47: WORKFLOW_NAME is for runners of GitHub Actions, and Pushlight starts builds only: remove the group'],
  ],
  ['ACTOR_ACCOUNT_ID', '123', ['7:71: 123 could match a longer account id: write ^123$']],
  ['ACTOR_ACCOUNT_ID', '^1|2$', ['7:71: ^1|2$ could match a longer account id: write ^(?:1|2)$']],
  [
    'ACTOR_ACCOUNT_ID',
    'octocat',
    ['7:71: octocat could match a longer account id: write the ids that may build, as in ^(?:583231|9919)$'],
  ],
  ['ACTOR_ACCOUNT_ID', '^(?:123|456)$', []],
  [
    'ACTOR_ACCOUNT_ID',
    '.+',
    ['7:71: .+ could match a longer account id: write the ids that may build, as in ^(?:583231|9919)$'],
  ],
  ['HEAD_REF', 'main', ['7:63: HEAD_REF main is found in longer refs too: anchor it, as ^refs/heads/main$']],
  [
    'HEAD_REF',
    '^refs/heads/main',
    ['7:63: HEAD_REF ^refs/heads/main is found in longer refs too: anchor it, as ^refs/heads/main$'],
  ],
  ['HEAD_REF', '^refs/heads/', []],
  ['COMMIT_MESSAGE', '^refs/heads/.*', []],
  ['FILE_PATH', '^(a+)+$', []],
  [
    'FILE_PATH',
    'a{1000}{2}',
    ["7:64: a{1000}{2} can't be used, {1000}{ at character 2: a repeat can not be repeated: put (?:…) around it"],
  ],
  [
    'FILE_PATH',
    '(?=a+a+a+a+b)(?=.*c.*d.*e)x',
    [
      '7:64: (?=a+a+a+a+b)(?=.*c.*d.*e)x can take long: (?=a+a+a+a+b) at character 1 can look far ahead from many places. Write two filters: (?=.*c.*d.*e)x, and (?:a+a+a+a+b)',
    ],
  ],
  [
    'FILE_PATH',
    'x'.repeat(513),
    [
      '7:64: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx… has 513 characters: a pattern may have 512',
    ],
  ],
])('for the %s pattern %s, it reports %j', (type, text, expected) =>
  expect(found(pattern(type, text))).toEqual(expected),
);

test('a key that appears twice is reported with its place', () =>
  expect(found(`${HOOKS}webhooks: {}`)).toEqual([
    '2:1: webhooks appears twice in this mapping, first on line 1: keep one of the two',
  ]));

test.each(['constructor', 'prototype', '__proto__'])('a hook called %s is refused instead of left out', (name) =>
  expect(found(`webhooks: { ${name}: { provider: github } }`)).toEqual([
    `1:13: ${name} can't be a name here: choose another`,
  ]),
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
  expect(found(text)).toEqual([
    '7:5: git.acme.io may be git.acme.io:8443 or git.acme.io:9443: say which with hook: one',
    '9:7: two projects are called web: give one another name',
  ]);
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
