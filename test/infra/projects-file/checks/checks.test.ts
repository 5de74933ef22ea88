import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readProjectsFile } from '../../../../infra/projects-file/read-projects-file.ts';
import { found, projectRunning, projectWith } from './project-with.ts';

const ARN = '"arn:aws:codebuild:us-east-1:123456789012:project/web"';

/** A complete environment with these additional keys. */
const env = (more: string): string =>
  `{ type: LINUX_CONTAINER, image: "aws/codebuild/standard:7.0", computeType: BUILD_GENERAL1_SMALL, ${more} }`;
/** A project whose environment has these variables. */
const variable = (text: string): string => projectWith({ environment: env(`environmentVariables: [${text}]`) });
/** A project with this environment. */
const environment = (keys: string): string => projectWith({ environment: `{ ${keys} }` });
/** A project with this source. */
const source = (keys: string): string => projectWith({ source: `{ ${keys} }` });
/** An environment with a custom image. */
const custom = (more: string): string => `{ type: LINUX_CONTAINER, computeType: BUILD_GENERAL1_SMALL, ${more} }`;
/** A project with this inline buildspec, whose lines begin at 6:9. */
const inline = (lines: string, keys: Readonly<Record<string, string>> = {}): string =>
  projectWith({
    source: `\n      type: NO_SOURCE\n      buildspec: |\n        version: 0.2\n        ${lines}`,
    ...keys,
  });
const LOGIN = 'aws ecr get-login-password | docker login --username AWS --password-stdin "${IMAGE_REPOSITORY_URI%%/*}"';

test.each<[string, string, readonly string[]]>([
  ['a project with nothing wrong', projectWith({}), []],
  [
    'docker after an empty command',
    projectRunning(['ls', '', 'docker build .'], { arn: ARN, environment: env('privilegedMode: false') }),
    ['12:17 warning buildspec-empty-command', '13:17 warning docker-without-privileged-mode'],
  ],
  [
    'a runtime that no image has',
    inline('phases: { install: { runtime-versions: { node: 20 } }, build: { commands: [ls] } }'),
    ['7:50 unknown-runtime'],
  ],
  [
    'runtimes of other images, and of none at all',
    inline(
      'phases: { install: { runtime-versions: { docker: 18, go1.21: latest, rust: 1.93, perl: 5, python: 3.12 } }, build: { commands: [ls] } }',
    ),
    ['7:50 unknown-runtime', '7:62 unknown-runtime', '7:78 unknown-runtime', '7:90 unknown-runtime'],
  ],
  [
    'runtimes of a custom image',
    inline('phases: { install: { runtime-versions: { node: 20 } }, build: { commands: [ls] } }', {
      environment: custom('image: "acme/builder:1"'),
    }),
    [],
  ],
  [
    'runtimes of an existing project with an unknown image',
    inline('phases: { install: { runtime-versions: { node: 20, docker: 20, perl: 5 } }, build: { commands: [ls] } }', {
      arn: ARN,
      environment: '',
    }),
    ['8:50 warning unknown-runtime'],
  ],
  [
    'a secret in a buildspec of version 0.1',
    projectWith({
      source: `
      type: NO_SOURCE
      buildspec: |
        version: 0.1
        environment_variables:
          plaintext:
            DB_PASSWORD: hunter2
        phases: { build: { commands: [ls] } }`,
    }),
    ['9:13 warning secret-by-name'],
  ],
  ['an inline buildspec with nothing wrong', projectRunning(['npm test']), []],
  [
    'docker without privileged mode',
    projectRunning(['npm ci', 'docker build .'], { environment: env('privilegedMode: false') }),
    ['11:17 docker-without-privileged-mode'],
  ],
  [
    'docker in a custom image without a daemon',
    projectRunning(['docker build .'], { environment: custom('image: "docker:dind", privilegedMode: true') }),
    ['10:17 docker-daemon-not-started'],
  ],
  [
    'privileged mode in a custom image without a daemon',
    projectRunning(['make image'], { environment: custom('image: "docker:dind", privilegedMode: true') }),
    ['11:100 warning privileged-without-daemon'],
  ],
  [
    'docker in a custom image with a daemon',
    projectRunning(['nohup dockerd &', 'docker build .'], {
      environment: custom('image: "docker:dind", privilegedMode: true'),
    }),
    [],
  ],
  [
    'docker that is only mentioned',
    projectRunning(['echo docker build .', 'make docker', 'docker --version'], {
      environment: env('privilegedMode: false'),
    }),
    [],
  ],
  [
    'a push to ECR without permission and login',
    projectRunning(['docker push 123456789012.dkr.ecr.eu-west-1.amazonaws.com/web']),
    ['10:17 ecr-push-not-allowed', '10:17 ecr-push-without-login'],
  ],
  [
    'a push to ECR with permission and login',
    projectRunning([LOGIN, 'docker push "$IMAGE_REPOSITORY_URI"'], { imageRepository: 'web' }),
    [],
  ],
  [
    'a push to ECR without login',
    projectRunning(['docker push "$IMAGE_REPOSITORY_URI"'], { imageRepository: 'web' }),
    ['10:17 ecr-push-without-login'],
  ],
  [
    'a push to ECR that the permissions do not allow',
    projectRunning([LOGIN, 'docker buildx build --push -t 1.dkr.ecr.a.amazonaws.com/web .'], {
      permissions: '[{ Effect: Allow, Action: "s3:*", Resource: "*" }]',
      environment: env('privilegedMode: true, environmentVariables: [{ name: IMAGE_REPOSITORY_URI, value: x }]'),
    }),
    ['11:17 ecr-push-not-allowed'],
  ],
  ['a push to another registry', projectRunning(['docker push ghcr.io/acme/web']), []],
  ['a new project without an environment', projectWith({ environment: '' }), ['2:5 environment-incomplete']],
  [
    'a new project with an incomplete environment',
    projectWith({ environment: '{ image: "acme/ci:1" }' }),
    ['4:5 environment-incomplete'],
  ],
  [
    'docker without privileged mode in an existing project',
    projectRunning(['docker build .'], { arn: ARN, environment: env('privilegedMode: false') }),
    ['11:17 warning docker-without-privileged-mode'],
  ],
  [
    'docker compose without privileged mode',
    projectRunning(['cd app && docker compose up -d'], { environment: env('privilegedMode: false') }),
    ['10:17 docker-without-privileged-mode'],
  ],
  [
    'docker with a remote daemon',
    projectRunning(['docker build .'], {
      environment: env('environmentVariables: [{ name: DOCKER_HOST, value: "tcp://10.0.0.1:2376" }]'),
    }),
    [],
  ],
  [
    'docker on Lambda compute',
    projectRunning(['docker build .'], {
      environment:
        '{ type: LINUX_LAMBDA_CONTAINER, image: "aws/codebuild/amazonlinux-x86_64-lambda-standard:nodejs22", computeType: BUILD_LAMBDA_2GB }',
    }),
    ['10:17 docker-without-privileged-mode'],
  ],
  [
    'privileged mode on Lambda compute',
    environment(
      'type: LINUX_LAMBDA_CONTAINER, image: "aws/codebuild/amazonlinux-x86_64-lambda-standard:nodejs22", computeType: BUILD_LAMBDA_2GB, privilegedMode: true',
    ),
    ['4:149 lambda-privileged-mode'],
  ],
  [
    'settings that Lambda compute does not support',
    projectWith({
      environment:
        '{ type: LINUX_LAMBDA_CONTAINER, image: "aws/codebuild/amazonlinux-x86_64-lambda-standard:nodejs22", computeType: BUILD_LAMBDA_2GB, certificate: certificates/ca.pem }',
      timeoutInMinutes: '10',
      cache: '{ type: LOCAL, modes: [LOCAL_SOURCE_CACHE] }',
      vpcConfig: '{ create: true }',
    }),
    ['4:149 not-on-lambda', '5:5 not-on-lambda', '6:5 not-on-lambda', '7:5 not-on-lambda'],
  ],
  [
    'an image of another architecture',
    environment('type: ARM_CONTAINER, image: "aws/codebuild/standard:7.0", computeType: BUILD_GENERAL1_SMALL'),
    ['4:41 image-type-mismatch'],
  ],
  [
    'EC2 compute for Lambda',
    environment(
      'type: LINUX_LAMBDA_CONTAINER, image: "aws/codebuild/amazonlinux-x86_64-lambda-standard:nodejs22", computeType: BUILD_GENERAL1_SMALL',
    ),
    ['4:118 compute-type-mismatch'],
  ],
  [
    'a size that GPU environments lack',
    environment('type: LINUX_GPU_CONTAINER, image: "aws/codebuild/standard:7.0", computeType: BUILD_GENERAL1_MEDIUM'),
    ['4:84 compute-type-mismatch'],
  ],
  [
    'an image no longer maintained',
    environment('type: LINUX_CONTAINER, image: "aws/codebuild/standard:5.0", computeType: BUILD_GENERAL1_SMALL'),
    ['4:43 warning outdated-image'],
  ],
  [
    'an image with its older name',
    environment(
      'type: LINUX_CONTAINER, image: "aws/codebuild/amazonlinux2-x86_64-standard:5.0", computeType: BUILD_GENERAL1_SMALL',
    ),
    ['4:43 warning outdated-image'],
  ],
  [
    'a pinned patch version',
    environment(
      'type: LINUX_CONTAINER, image: "aws/codebuild/standard:7.0-25.01.01", computeType: BUILD_GENERAL1_SMALL',
    ),
    [],
  ],
  [
    'a misspelt image',
    environment('type: LINUX_CONTAINER, image: "aws/codebuild/standart:7.0", computeType: BUILD_GENERAL1_SMALL'),
    ['4:43 warning unknown-image'],
  ],
  [
    'a version that is not known yet',
    environment('type: LINUX_CONTAINER, image: "aws/codebuild/standard:9.0", computeType: BUILD_GENERAL1_SMALL'),
    ['4:43 warning unknown-image'],
  ],
  [
    'an image unlike any other',
    environment('type: LINUX_CONTAINER, image: "aws/codebuild/x", computeType: BUILD_GENERAL1_SMALL'),
    ['4:43 warning unknown-image'],
  ],
  [
    'macOS on demand',
    environment('type: MAC_ARM, image: "aws/codebuild/macos-arm-base:15", computeType: BUILD_GENERAL1_MEDIUM'),
    ['4:20 fleet-required'],
  ],
  [
    'macOS on a fleet',
    environment(
      'type: MAC_ARM, image: "aws/codebuild/macos-arm-base:15", computeType: BUILD_GENERAL1_MEDIUM, fleet: { fleetArn: "arn:aws:codebuild:us-east-1:123456789012:fleet/mac:1" }',
    ),
    [],
  ],
  [
    'a misspelt compute type',
    environment('type: LINUX_CONTAINER, image: "aws/codebuild/standard:7.0", computeType: BUILD_GENERAL_SMALL'),
    ['4:80 unknown-value'],
  ],
  [
    'a misspelt environment type',
    environment('type: LINUX_CONTAINERS, image: "aws/codebuild/standard:7.0", computeType: BUILD_GENERAL1_SMALL'),
    ['4:20 unknown-value'],
  ],
  [
    'a misspelt key in an environment',
    environment(
      'type: LINUX_CONTAINER, image: "aws/codebuild/standard:7.0", computeType: BUILD_GENERAL1_SMALL, priviledgedMode: true',
    ),
    ['4:115 unknown-key'],
  ],
  [
    "the role's credentials for an image of CodeBuild's own",
    projectWith({ environment: env('imagePullCredentialsType: SERVICE_ROLE') }),
    ['4:115 managed-image-with-role'],
  ],
  [
    "a registry's credentials without the role",
    environment(
      'type: LINUX_CONTAINER, image: "registry.acme.io/ci:1", computeType: BUILD_GENERAL1_SMALL, imagePullCredentialsType: CODEBUILD, registryCredential: { credential: registry, credentialProvider: SECRETS_MANAGER }',
    ),
    ['4:147 registry-credential-without-role'],
  ],
  [
    'a plain variable named for a secret',
    variable('{ name: DB_PASSWORD, value: hunter2 }'),
    ['4:159 warning secret-by-name'],
  ],
  [
    'variables that only sound like secrets',
    variable(
      '{ name: TOKEN_URL, value: "https://a.b" }, { name: API_TOKEN, value: /web/token, type: PARAMETER_STORE }, { name: USE_TOKEN, value: "true" }, { name: PASSWORD_FILE, value: secret.txt }, { name: API_SECRET, value: "arn:aws:secretsmanager:x" }, { name: AUTHOR, value: me }',
    ),
    [],
  ],
  ['an access key', variable('{ name: ID, value: AKIAIOSFODNN7EXAMPLE }'), ['4:150 secret-in-plain-text']],
  [
    'a GitHub token',
    variable(`{ name: GH, value: ghp_${'a'.repeat(36)}, type: PLAINTEXT }`),
    ['4:150 secret-in-plain-text'],
  ],
  [
    'a private key',
    variable('{ name: CERT, value: "-----BEGIN RSA PRIVATE KEY-----" }'),
    ['4:152 secret-in-plain-text'],
  ],
  [
    'a URL with a password',
    variable('{ name: DB, value: "postgres://me:hunter2@db/x" }'),
    ['4:150 password-in-variable'],
  ],
  ['a reserved variable', variable('{ name: CODEBUILD_X, value: a }'), ['4:140 invalid-value']],
  ['an empty vpcConfig', projectWith({ vpcConfig: '{}' }), ['5:5 vpc-incomplete']],
  [
    'a VPC without security groups',
    projectWith({ vpcConfig: '{ vpcId: vpc-1, subnets: [subnet-1] }' }),
    ['5:5 vpc-incomplete'],
  ],
  [
    'a VPC that is both created and named',
    projectWith({ vpcConfig: '{ create: true, vpcId: vpc-1 }' }),
    ['5:5 vpc-named-twice'],
  ],
  ['a VPC to be created', projectWith({ vpcConfig: '{ create: true }' }), []],
  [
    'a VPC to be created for an existing project',
    projectWith({ arn: ARN, vpcConfig: '{ create: true }' }),
    ['6:5 warning vpc-of-existing-project'],
  ],
  [
    'a file system in a VPC that does not exist yet',
    projectWith({
      vpcConfig: '{ create: true }',
      fileSystemLocations:
        '[{ type: EFS, location: "fs-1.efs.us-east-1.amazonaws.com:/", mountPoint: /mnt, identifier: fs }]',
    }),
    ['6:5 file-system-without-vpc'],
  ],
  [
    'an existing VPC',
    projectWith({ vpcConfig: '{ vpcId: vpc-1, subnets: [subnet-1], securityGroupIds: [sg-1] }' }),
    [],
  ],
  [
    'a file system without a VPC',
    projectWith({
      fileSystemLocations:
        '[{ type: EFS, location: "fs-1.efs.us-east-1.amazonaws.com:/", mountPoint: /mnt, identifier: fs }]',
    }),
    ['5:5 file-system-without-vpc'],
  ],
  [
    'a public badge without a branch',
    projectWith({ badge: '{ badgeEnabled: true, label: ci }' }),
    ['5:5 warning badge-without-branch'],
  ],
  [
    'a public badge without a branch, of an existing project',
    projectWith({ arn: ARN, badge: '{ badgeEnabled: true }' }),
    ['6:5 warning badge-without-branch'],
  ],
  ['a public badge with a branch', projectWith({ badge: '{ badgeEnabled: true, branch: main }' }), []],
  ['a private badge without a branch', projectWith({ badge: '{ badgeEnabled: false, label: ci }' }), []],
  [
    'public builds',
    projectWith({ projectVisibility: 'PUBLIC_READ', resourceAccessRole: 'arn:aws:iam::123456789012:role/public' }),
    ['5:5 warning public-builds'],
  ],
  [
    'public builds that nobody sees',
    projectWith({ projectVisibility: 'PUBLIC_READ' }),
    ['5:5 warning public-builds', '5:5 warning public-builds-without-role'],
  ],
  [
    "an image repository for a role of one's own",
    projectWith({ serviceRole: 'arn:aws:iam::123456789012:role/web', imageRepository: 'web' }),
    ['6:5 role-not-made-here'],
  ],
  [
    'permissions for a project that exists',
    projectWith({ arn: ARN, permissions: '[{ Effect: Allow, Action: "ecr:*", Resource: "*" }]' }),
    ['6:5 warning role-not-made-here'],
  ],
  [
    'a misspelt key of a statement',
    projectWith({ permissions: '[{ Effect: Allow, Actions: "ecr:*", Resource: "*" }]' }),
    ['5:36 unknown-key'],
  ],
  [
    'a misspelt effect',
    projectWith({ permissions: '[{ Effect: allow, Action: "ecr:*", Resource: "*" }]' }),
    ['5:21 unknown-value'],
  ],
  [
    'an image repository without privileged mode',
    projectWith({ imageRepository: 'web', environment: env('privilegedMode: false') }),
    ['5:5 image-without-privileged-mode'],
  ],
  [
    'an image repository whose address is set already',
    projectWith({
      environment: env('privilegedMode: true, environmentVariables: [{ name: IMAGE_REPOSITORY_URI, value: x }]'),
      imageRepository: 'web',
    }),
    ['4:160 image-repository-uri-twice'],
  ],
  ['a repository name with capitals', projectWith({ imageRepository: 'Web' }), ['5:5 invalid-value']],
  [
    'IMAGE_REPOSITORY_URI without a repository',
    projectRunning(['docker build -t "$IMAGE_REPOSITORY_URI:x" .']),
    ['10:17 warning image-repository-uri-missing'],
  ],
  [
    'a pull request of GitLab as source version',
    projectWith({ source: '{ type: GITLAB, location: https://gitlab.com/acme/web }', sourceVersion: 'pr/7' }),
    ['5:5 source-version-form'],
  ],
  [
    'a full ref of GitLab as source version',
    projectWith({
      source: '{ type: GITLAB, location: https://gitlab.com/acme/web }',
      sourceVersion: 'refs/heads/main',
    }),
    ['5:5 source-version-form'],
  ],
  [
    'a source version of no source',
    projectRunning(['true'], { sourceVersion: 'main' }),
    ['12:5 source-has-no-versions'],
  ],
  [
    'a ref of S3 as source version',
    projectWith({ source: '{ type: S3, location: bucket/web.zip }', sourceVersion: 'refs/heads/main' }),
    ['5:5 source-version-form'],
  ],
  ['a pull request of GitHub as source version', projectWith({ sourceVersion: 'pr/7' }), []],
  [
    'versions that no secondary source takes',
    projectWith({
      secondarySources: '[{ type: S3, location: bucket/lib.zip, sourceIdentifier: lib }]',
      secondarySourceVersions:
        '[{ sourceIdentifier: lob, sourceVersion: v }, { sourceIdentifier: lib, sourceVersion: pr/1 }]',
    }),
    ['6:33 unknown-source-identifier', '6:101 source-version-form'],
  ],
  [
    'wrong identifiers of secondary sources',
    projectWith({
      secondarySources:
        '[{ type: S3, location: bucket/lib.zip, sourceIdentifier: my-lib }, { type: S3, location: b/l.zip, sourceIdentifier: lib }, { type: S3, location: b/l.zip, sourceIdentifier: lib }]',
    }),
    ['5:62 invalid-identifier', '5:177 duplicate-identifier'],
  ],
  ['no source and no inline buildspec', source('type: NO_SOURCE'), ['3:5 buildspec-not-inline']],
  ['a repository without location', source('type: GITHUB'), ['3:5 source-without-location']],
  ['S3 artifacts without location', projectWith({ artifacts: '{ type: S3 }' }), ['5:5 artifacts-without-location']],
  [
    'artifacts of a pipeline without its source',
    projectWith({ artifacts: '{ type: CODEPIPELINE }' }),
    ['5:18 codepipeline-mismatch'],
  ],
  [
    'a misspelt key in a source',
    source('type: GITHUB, location: https://github.com/acme/web, gitCloneDepht: 1'),
    ['3:68 unknown-key'],
  ],
  ['a timeout too short', projectWith({ timeoutInMinutes: '4' }), ['5:5 invalid-value']],
  [
    'a misspelt phase of an inline buildspec',
    projectWith({
      source:
        '\n      type: NO_SOURCE\n      buildspec: |\n        version: 0.2\n        phases:\n          biuld:\n            commands: [true]',
    }),
    ['8:11 buildspec-unknown-phase'],
  ],
  [
    "a buildspec's own variables",
    projectWith({
      source:
        '\n      type: NO_SOURCE\n      buildspec: |\n        version: 0.2\n        env:\n          variables:\n            CODEBUILD_A: b\n            API_KEY: c0ffee\n        phases:\n          build:\n            commands: [ls]',
    }),
    ['9:13 warning reserved-variable-name', '10:13 warning secret-by-name'],
  ],
  [
    'on-failure on Lambda compute',
    projectWith({
      environment:
        '{ type: LINUX_LAMBDA_CONTAINER, image: "aws/codebuild/amazonlinux-x86_64-lambda-standard:nodejs22", computeType: BUILD_LAMBDA_2GB }',
      source:
        '\n      type: NO_SOURCE\n      buildspec: |\n        version: 0.2\n        phases:\n          build:\n            on-failure: ABORT\n            commands: [ls]',
    }),
    ['9:13 warning on-failure-without-effect'],
  ],
  [
    'an inline buildspec in one line, as a paste has it',
    projectWith({
      environment: env('privilegedMode: false'),
      source:
        '{ type: NO_SOURCE, buildspec: "version: 0.2\\nphases:\\n  build:\\n    commands:\\n      - docker build .\\n" }',
    }),
    ['3:32 docker-without-privileged-mode'],
  ],
  [
    'a connection without a name',
    source('type: GITHUB, location: https://github.com/acme/web, auth: { type: CODECONNECTIONS }'),
    ['3:68 source-auth-without-resource'],
  ],
  [
    'a build status without a host',
    source('type: S3, location: bucket/web.zip, reportBuildStatus: true'),
    ['3:51 status-without-host'],
  ],
  ['a cache without a bucket', projectWith({ cache: '{ type: S3 }' }), ['5:5 cache-without-bucket']],
  [
    'a Docker layer cache without Docker',
    projectWith({
      environment: env('privilegedMode: false'),
      cache: '{ type: LOCAL, modes: [LOCAL_DOCKER_LAYER_CACHE] }',
    }),
    ['5:27 docker-cache-without-privileged-mode'],
  ],
  [
    'members that CloudFormation lacks',
    projectWith({
      environment: env('hostKernel: LINUX_KERNEL_6'),
      artifacts: '{ type: S3, location: artifacts, bucketOwnerAccess: FULL }',
    }),
    ['5:49 not-in-cloudformation'],
  ],
])('exactly the expected findings are reported for %s', (_, text, expected) => expect(found(text)).toEqual(expected));

const FIXTURES = path.resolve(import.meta.dirname, '../../../fixtures');
const PASTE = readFileSync(path.join(FIXTURES, 'codebuild/batch-get-projects.json'), 'utf8');

test('projects of every source type, as CodeBuild prints them, have no findings but a badge of every branch', () =>
  expect(found(PASTE)).toEqual(['74:13 warning badge-without-branch']));

test('copies of them that are to be created have findings only for what cannot be created', () => {
  const { projects } = JSON.parse(PASTE) as { projects: readonly object[] };
  const copies = projects.map((project) => ({ ...project, arn: undefined }));
  expect(copies.length).toBeGreaterThan(7);
  expect(found(JSON.stringify({ projects: copies }))).toEqual([
    expect.stringMatching(/ not-on-lambda$/),
    expect.stringMatching(/ not-on-lambda$/),
    expect.stringMatching(/ not-in-cloudformation$/),
  ]);
});

test('of the buildspecs of public repositories, only those that would fail have findings', () => {
  const folder = path.join(FIXTURES, 'buildspecs');
  const told = readdirSync(folder).flatMap((file) => {
    const text = readFileSync(path.join(folder, file), 'utf8');
    const read = file.endsWith('.md')
      ? undefined
      : readProjectsFile(projectWith({ environment: env('privilegedMode: false') }), () => ({ file, text }));
    return read && 'problems' in read ? read.problems.map(({ line, id }) => `${file}:${line} ${id}`) : [];
  });
  expect(told).toEqual([
    'aws-codebuild-samples-docker.yml:6 unknown-runtime',
    'aws-codebuild-samples-docker.yml:15 docker-without-privileged-mode',
    'aws-codebuild-samples-docker.yml:21 ecr-push-not-allowed',
  ]);
});
