import { expect, test } from 'vitest';
import type { BUILD_FINDINGS } from '../../../infra/findings/build-findings.ts';
import { FINDINGS, type FindingId } from '../../../infra/findings/catalogue.ts';
import type { BuildspecFindingId } from '../../../infra/findings/buildspec-findings.ts';
import type { FILE_FINDINGS } from '../../../infra/findings/file-findings.ts';
import type { PROJECT_FINDINGS } from '../../../infra/findings/project-findings.ts';
import type { TRIGGER_FINDINGS } from '../../../infra/findings/trigger-findings.ts';
import { readProjectsFile } from '../../../infra/projects-file/read-projects-file.ts';
import { projectRunning, projectWith } from '../projects-file/checks/project-with.ts';

/** All findings, by id and severity. */
function check(text: string, buildspec?: string): readonly string[] {
  const read = readProjectsFile(text, () =>
    buildspec === undefined ? undefined : { file: 'buildspec.yml', text: buildspec },
  );
  const errors = 'problems' in read ? read.problems : [];
  return [...errors, ...read.warnings].map(({ id, severity }) => `${severity} ${id}`);
}

const HOOKS = 'webhooks: { github: { provider: github } }\n';
const GROUPS = (filters: string): string => `${HOOKS}${projectWith({ webhook: `{ filterGroups: [[${filters}]] }` })}`;
const PUSH = '{ type: EVENT, pattern: PUSH }';
const PULLED = '{ type: EVENT, pattern: PULL_REQUEST_CREATED }';
const api = (issuer: string, rule: string): string =>
  `${projectWith({})}api: { issuers: { ci: { ${issuer} } }, rules: [{ issuer: ci, projects: [web], ${rule} }] }\n`;
const OWN = 'url: https://ci.acme.io, audience: us';
const GITHUB = 'provider: github, audience: us';
const env = (
  more: string,
  image = 'aws/codebuild/standard:7.0',
  type = 'LINUX_CONTAINER',
  compute = 'BUILD_GENERAL1_SMALL',
) => ({ environment: `{ type: ${type}, image: "${image}", computeType: ${compute}${more && `, ${more}`} }` });
const LAMBDA = (more: string) =>
  env(more, 'aws/codebuild/amazonlinux-x86_64-lambda-standard:nodejs22', 'LINUX_LAMBDA_CONTAINER', 'BUILD_LAMBDA_2GB');
const variable = (text: string) => env(`environmentVariables: [${text}]`);
const LOGIN = 'aws ecr get-login-password | docker login --username AWS --password-stdin x';
const ignoring = (id: string): string => projectWith({ ignore: `[{ id: ${id}, because: x }]` });
const ARN = 'arn:aws:codebuild:us-east-1:123456789012:project/web';

/** A finding in a buildspec of the repository. */
type OfBuildspec = 'secret-not-readable' | 'reserved-variable-name' | 'unknown-runtime';
type OfFile = Exclude<
  | keyof typeof FILE_FINDINGS
  | keyof typeof TRIGGER_FINDINGS
  | keyof typeof PROJECT_FINDINGS
  | keyof typeof BUILD_FINDINGS,
  OfBuildspec
>;

/** A projects file that has the finding. Without one here, an id does not compile. */
const FILES: Readonly<Record<OfFile, string>> = {
  'yaml-syntax': 'a: [',
  'yaml-alias': 'x-a: *b',
  'yaml-tag': 'x-a: !b',
  'yaml-merge': 'x-a: { <<: b }',
  'yaml-duplicate-key': 'projects: []\nprojects: []',
  'yaml-several-documents': 'projects: []\n---\nprojects: []',
  'file-not-a-mapping': 'hello',
  'unknown-key': 'project: []',
  'forbidden-name': 'webhooks: { constructor: { provider: github } }',
  'missing-key': 'webhooks: { github: {} }',
  'wrong-type': projectWith({ skipCi: 'never' }),
  'unknown-value': 'webhooks: { github: { provider: svn } }',
  'empty-value': projectWith({ link: '# none' }),
  'invalid-value': projectWith({ link: 'acme.io' }),
  'credential-in-url': projectWith({ source: '{ type: GITHUB, location: https://me:hunter2@github.com/acme/web }' }),
  'ignore-unknown-id': ignoring('everything'),
  'ignore-not-allowed': ignoring('missing-key'),
  'ignore-matches-nothing': ignoring('outdated-image'),

  'hook-without-host': 'webhooks: { gitea: { provider: gitea } }',
  'hook-without-project': `${HOOKS}${projectWith({ source: '{ type: GITHUB, location: https://git.acme.io/a/b }' })}`,
  'verification-not-supported': 'webhooks: { github: { provider: github, verification: token } }',
  'statuses-without-credential': `${HOOKS}${projectWith({ statuses: 'all' })}`,
  'duplicate-status-context': `${HOOKS}${projectWith({})}${projectWith({ name: 'api', statusContext: 'pushlight/web' }).replace('projects:\n', '')}`,
  'duplicate-project-name': `${projectWith({})}${projectWith({}).replace('projects:\n', '')}`,
  'unknown-hook': projectWith({ hook: 'gitlab' }),
  'ambiguous-hook': `webhooks: { a: { provider: gitea, host: "git.acme.io:1" }, b: { provider: gitea, host: "git.acme.io:2" } }\n${projectWith({ source: '{ type: GITHUB, location: ssh://git@git.acme.io/a/b }', webhook: `{ filterGroups: [[${PUSH}]] }` })}`,
  'repository-without-hook': projectWith({ webhook: `{ filterGroups: [[${PUSH}]] }` }),
  'repository-not-a-url': projectWith({ repository: 'web' }),
  'webhook-without-repository': projectWith({
    source: '{ type: S3, location: bucket/web.zip }',
    webhook: `{ filterGroups: [[${PUSH}]] }`,
  }),
  'scope-with-one-source': projectWith({
    webhook: `{ scopeConfiguration: { name: acme, scope: GITHUB_ORGANIZATION }, filterGroups: [[${PUSH}]] }`,
  }),
  'codebuild-webhook-exists': projectWith({ webhook: `{ url: https://x, filterGroups: [[${PUSH}]] }` }),
  'webhook-without-filter-groups': projectWith({ webhook: '{}' }),
  'filter-group-without-event': GROUPS('{ type: HEAD_REF, pattern: ^refs/heads/main$ }'),
  'unknown-event-type': GROUPS('{ type: EVENT, pattern: PULL }'),
  'runner-filter': GROUPS('{ type: EVENT, pattern: WORKFLOW_JOB_QUEUED }'),
  'invalid-pattern': GROUPS(`${PUSH}, { type: FILE_PATH, pattern: '(' }`),
  'slow-pattern': GROUPS(`${PUSH}, { type: FILE_PATH, pattern: '(?!.*a).*' }`),
  'account-id-not-anchored': GROUPS(`${PUSH}, { type: ACTOR_ACCOUNT_ID, pattern: '123' }`),
  'ref-pattern-not-anchored': GROUPS(`${PUSH}, { type: HEAD_REF, pattern: main }`),
  'pull-requests-of-anyone': GROUPS(PULLED),
  'event-never-matches': GROUPS(`${PUSH}, ${PULLED}`),
  'account-id-never-matches': GROUPS(`${PUSH}, { type: ACTOR_ACCOUNT_ID, pattern: '^octocat$' }`),
  'head-ref-never-matches': GROUPS(`${PUSH}, { type: HEAD_REF, pattern: '^main$' }`),
  'base-ref-never-matches': GROUPS(`${PUSH}, { type: BASE_REF, pattern: '^refs/heads/main$' }`),
  'file-path-never-matches': GROUPS(`${PUSH}, { type: FILE_PATH, pattern: '^/src/' }`),
  'tag-name-never-matches': GROUPS(`${PUSH}, { type: TAG_NAME, pattern: '^refs/tags/' }`),
  'release-name-never-matches': GROUPS(`${PUSH}, { type: RELEASE_NAME, pattern: 'beta' }`),
  'repository-name-never-matches': GROUPS(`${PUSH}, { type: REPOSITORY_NAME, pattern: '^acme/web$' }`),
  'organization-name-never-matches': GROUPS(`${PUSH}, { type: ORGANIZATION_NAME, pattern: '^acme/web$' }`),
  'pattern-is-a-glob': GROUPS(`${PUSH}, { type: HEAD_REF, pattern: 'refs/heads/main*' }`),
  'pattern-is-a-list': GROUPS(`${PUSH}, { type: HEAD_REF, pattern: 'refs/heads/main,refs/heads/dev' }`),
  'commit-message-never-matches': GROUPS(`${PULLED}, { type: COMMIT_MESSAGE, pattern: deploy }`),
  'duplicate-issuer-url': `api: { issuers: { a: { ${OWN} }, b: { ${OWN} } }, rules: [] }`,
  'unknown-issuer': api(OWN, 'claims: { sub: a }').replace('issuer: ci', 'issuer: x'),
  'unknown-project': api(OWN, 'claims: { sub: a }').replace('[web]', '[wev]'),
  'issuer-without-url': api('audience: us', 'claims: { sub: a }'),
  'audience-of-everyone': api('provider: github, audience: https://github.com/acme', 'claims: { sub: a }'),
  'audience-of-organization': api('url: https://oidc.circleci.com/org/1, audience: "1"', 'claims: { sub: a }'),
  'token-used-again': api(`${OWN}, singleUse: false`, 'claims: { sub: a }'),
  'rule-without-claims': api(OWN, 'claims: {}'),
  'rule-without-id': api(GITHUB, 'claims: { ref: refs/heads/main }'),
  'rule-without-ref': api(GITHUB, 'claims: { repository_id: 1 }'),
  'ref-claim-form': api(GITHUB, 'claims: { ref: main }'),
  'grant-without-effect': api(OWN, 'claims: { sub: a }, actions: [start]'),

  'environment-incomplete': projectWith({ environment: '{}' }),
  'not-in-cloudformation': projectWith({ artifacts: '{ type: S3, location: a, bucketOwnerAccess: FULL }' }),
  'codepipeline-mismatch': projectWith({ artifacts: '{ type: CODEPIPELINE }' }),
  'buildspec-not-inline': projectWith({ source: '{ type: NO_SOURCE }' }),
  'source-without-location': projectWith({ source: '{ type: GITHUB }' }),
  'artifacts-without-location': projectWith({ artifacts: '{ type: S3 }' }),
  'status-without-host': projectWith({ source: '{ type: S3, location: bucket/web.zip, reportBuildStatus: true }' }),
  'invalid-identifier': projectWith({ secondarySources: '[{ type: S3, location: bucket/a.zip }]' }),
  'duplicate-identifier': projectWith({
    secondarySources: `[${'{ type: S3, location: bucket/a.zip, sourceIdentifier: a }, '.repeat(2)}]`,
  }),
  'unknown-source-identifier': projectWith({
    secondarySourceVersions: '[{ sourceIdentifier: lib, sourceVersion: main }]',
  }),
  'source-has-no-versions': projectRunning(['ls'], { sourceVersion: 'main' }),
  'source-version-form': projectWith({
    source: '{ type: GITLAB, location: https://gitlab.com/acme/web }',
    sourceVersion: 'refs/heads/main',
  }),
  'source-auth-without-resource': projectWith({
    source: '{ type: GITHUB, location: https://github.com/acme/web, auth: { type: SECRETS_MANAGER } }',
  }),
  'cache-without-bucket': projectWith({ cache: '{ type: S3 }' }),
  'image-type-mismatch': projectWith(env('', 'aws/codebuild/standard:7.0', 'ARM_CONTAINER')),
  'unknown-image': projectWith(env('', 'aws/codebuild/standard:17')),
  'outdated-image': projectWith(env('', 'aws/codebuild/standard:1.0')),
  'fleet-required': projectWith(env('', 'acme/ci:1', 'MAC_ARM')),
  'compute-type-mismatch': projectWith(env('', 'acme/ci:1', 'ARM_CONTAINER', 'BUILD_LAMBDA_1GB')),
  'registry-credential-without-role': projectWith(
    env(
      'imagePullCredentialsType: CODEBUILD, registryCredential: { credential: a, credentialProvider: SECRETS_MANAGER }',
      'acme/ci:1',
    ),
  ),
  'managed-image-with-role': projectWith(env('imagePullCredentialsType: SERVICE_ROLE')),
  'lambda-privileged-mode': projectWith(LAMBDA('privilegedMode: true')),
  'not-on-lambda': projectWith({ ...LAMBDA(''), timeoutInMinutes: '10' }),
  'vpc-incomplete': projectWith({ vpcConfig: '{ vpcId: vpc-1 }' }),
  'vpc-named-twice': projectWith({ vpcConfig: '{ create: true, vpcId: vpc-1 }' }),
  'vpc-of-existing-project': projectWith({ arn: ARN, vpcConfig: '{ create: true }' }),
  'file-system-without-vpc': projectWith({ fileSystemLocations: '[{ type: EFS, identifier: a }]' }),
  'docker-cache-without-privileged-mode': projectWith({
    ...env(''),
    cache: '{ type: LOCAL, modes: [LOCAL_DOCKER_LAYER_CACHE] }',
  }),
  'image-without-privileged-mode': projectWith({ ...env(''), imageRepository: 'web' }),
  'image-repository-uri-twice': projectWith({
    ...variable('{ name: IMAGE_REPOSITORY_URI, value: x }'),
    imageRepository: 'web',
  }),
  'role-not-made-here': projectWith({ serviceRole: 'arn:aws:iam::123456789012:role/web', imageRepository: 'web' }),
  'permissions-unlimited': projectWith({ permissions: '[{ Effect: Allow, Action: "*", Resource: "*" }]' }),
  'permissions-escalate': projectWith({ permissions: '[{ Effect: Allow, Action: iam:PassRole, Resource: "*" }]' }),
  'permissions-read-all-secrets': projectWith({
    permissions: '[{ Effect: Allow, Action: ssm:GetParameter, Resource: "*" }]',
  }),
  'fork-brings-buildspec': `${HOOKS}${projectWith({
    webhook: `{ filterGroups: [[${PULLED}]], pullRequestBuildPolicy: { requiresCommentApproval: DISABLED } }`,
  })}`,
  'badge-without-branch': projectWith({ badge: '{ badgeEnabled: true }' }),
  'log-excerpt-withheld': projectWith({ logExcerpt: '{ when: always }' }),
  'log-excerpt-without-log': projectWith({
    logExcerpt: '{ secrets: masked }',
    logsConfig: '{ cloudWatchLogs: { status: DISABLED } }',
  }),
  'public-builds': projectWith({ projectVisibility: 'PUBLIC_READ' }),
  'public-builds-without-role': projectWith({ projectVisibility: 'PUBLIC_READ' }),

  'on-failure-without-effect': projectRunning(['ls', 'ls'], LAMBDA('')).replace(
    '            commands:',
    '            on-failure: ABORT\n            commands:',
  ),
  'docker-without-privileged-mode': projectRunning(['docker build .'], env('')),
  'docker-daemon-not-started': projectRunning(['docker build .'], env('privilegedMode: true', 'docker:dind')),
  'privileged-without-daemon': projectRunning(['make'], env('privilegedMode: true', 'docker:dind')),
  'ecr-push-not-allowed': projectRunning([LOGIN, 'docker push 1.dkr.ecr.eu-west-1.amazonaws.com/web']),
  'ecr-push-without-login': projectRunning(['docker push "$IMAGE_REPOSITORY_URI"'], { imageRepository: 'web' }),
  'image-repository-uri-missing': projectRunning(['echo $IMAGE_REPOSITORY_URI']),
  'secret-in-plain-text': projectWith(variable(`{ name: A, value: ghp_${'a'.repeat(36)} }`)),
  'password-in-variable': projectWith(variable('{ name: A, value: "postgres://a:b@db.acme.io/web" }')),
  'secret-by-name': projectWith(variable('{ name: API_TOKEN, value: hunter2 }')),
};

const spec = (text: string): string => `version: 0.2\n${text}`;
const BUILD = 'phases: { build: { commands: [ls] } }\n';

/** A buildspec that has the finding. */
const BUILDSPECS: Readonly<Record<BuildspecFindingId | OfBuildspec, string>> = {
  'secret-not-readable': spec(`${BUILD}env: { parameter-store: { A: a } }`),
  'reserved-variable-name': spec(`${BUILD}env: { variables: { CODEBUILD_A: a } }`),
  'unknown-runtime': spec('phases: { install: { runtime-versions: { node: 20 } }, build: { commands: [ls] } }'),
  'buildspec-batch': spec(`${BUILD}batch: { fast-fail: true }`),
  'buildspec-yaml': 'phases: [',
  'buildspec-alias': spec('phases: { build: { commands: *x } }'),
  'buildspec-type': spec('phases: ls'),
  'buildspec-empty': '',
  'buildspec-version': `version: 3\n${BUILD}`,
  'buildspec-shell': spec(`${BUILD}env: { shell: fish }`),
  'buildspec-without-phases': spec(''),
  'buildspec-unknown-phase': spec('phases: { test: { commands: [ls] } }'),
  'buildspec-on-failure': spec('phases: { build: { on-failure: STOP, commands: [ls] } }'),
  'buildspec-command-not-text': spec('phases: { build: { commands: [{ a: b }] } }'),
  'buildspec-cache-action': spec(`${BUILD}cache: { action: keep }`),
  'buildspec-unknown-key': spec(`${BUILD}artefacts: {}`),
  'buildspec-duplicate-key': spec(`${BUILD}cache: {}\ncache: {}`),
  'buildspec-empty-phase': spec('phases: { build: {} }'),
  'buildspec-empty-command': spec('phases: { build: { commands: [~] } }'),
  'buildspec-report-without-files': spec(`${BUILD}reports: { unit: { file-format: JUNITXML } }`),
  'buildspec-report-format': spec(`${BUILD}reports: { unit: { files: a, file-format: TAP } }`),
  'buildspec-artifacts-without-files': spec(`${BUILD}artifacts: { name: a }`),
};

test.each(Object.entries(FILES))('%s is reported', (id, text) => {
  // For a project that already exists, errors about its builds are warnings.
  const severity = text.includes(ARN) ? 'warning' : FINDINGS[id as FindingId].severity;
  expect(check(text)).toContain(`${severity} ${id}`);
});

test.each(Object.entries(BUILDSPECS))('%s is reported for a buildspec', (id, text) => {
  expect(check(projectWith({}), text)).toContain(`${FINDINGS[id as FindingId].severity} ${id}`);
});
