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
    [
      '12:17: warning: Commands[1] is empty: add a command, or remove the item',
      '13:17: warning: this docker command would end the build with "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?": run it with environment: { privilegedMode: true }',
    ],
  ],
  [
    'a runtime that no image has',
    inline('phases: { install: { runtime-versions: { node: 20 } }, build: { commands: [ls] } }'),
    [
      `7:50: aws/codebuild/standard:7.0 has no runtime node, and the build would end with "Unknown runtime named 'node'": write nodejs`,
    ],
  ],
  [
    'runtimes of other images, and of none at all',
    inline(
      'phases: { install: { runtime-versions: { docker: 18, go1.21: latest, rust: 1.93, perl: 5, python: 3.12 } }, build: { commands: [ls] } }',
    ),
    [
      `7:50: aws/codebuild/standard:7.0 has no runtime docker, and the build would end with "Unknown runtime named 'docker'": remove it: CodeBuild's images contain Docker, which needs privilegedMode: true`,
      `7:62: aws/codebuild/standard:7.0 has no runtime go1.21, and the build would end with "Unknown runtime named 'go1.21'": write golang`,
      `7:78: aws/codebuild/standard:7.0 has no runtime rust, and the build would end with "Unknown runtime named 'rust'": choose from dotnet, golang, java, nodejs, php, python, ruby, or remove it and install rust with a command`,
      `7:90: aws/codebuild/standard:7.0 has no runtime perl, and the build would end with "Unknown runtime named 'perl'": choose from dotnet, golang, java, nodejs, php, python, ruby, or remove it and install perl with a command`,
    ],
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
    [
      `8:50: warning: none of CodeBuild's images has a runtime node, and the build would end with "Unknown runtime named 'node'": write nodejs`,
    ],
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
    [
      '9:13: warning: DB_PASSWORD sounds like a secret, and stands in plain text: put the value into the Parameter Store as a SecureString, and write its name below env.parameter-store',
    ],
  ],
  ['an inline buildspec with nothing wrong', projectRunning(['npm test']), []],
  [
    'docker without privileged mode',
    projectRunning(['npm ci', 'docker build .'], { environment: env('privilegedMode: false') }),
    [
      '11:17: this docker command would end the build with "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?": run it with environment: { privilegedMode: true }',
    ],
  ],
  [
    'docker in a custom image without a daemon',
    projectRunning(['docker build .'], { environment: custom('image: "docker:dind", privilegedMode: true') }),
    [
      '10:17: nothing starts the Docker daemon in docker:dind, which only CodeBuild\'s own images do by themselves: add to phases.install.commands:\n  - nohup dockerd --host=unix:///var/run/docker.sock > /var/log/dockerd.log 2>&1 &\n  - timeout 15 sh -c "until docker info; do echo .; sleep 1; done"',
    ],
  ],
  [
    'privileged mode in a custom image without a daemon',
    projectRunning(['make image'], { environment: custom('image: "docker:dind", privilegedMode: true') }),
    [
      '11:100: warning: nothing starts the Docker daemon in docker:dind, which only CodeBuild\'s own images do by themselves: add to phases.install.commands:\n  - nohup dockerd --host=unix:///var/run/docker.sock > /var/log/dockerd.log 2>&1 &\n  - timeout 15 sh -c "until docker info; do echo .; sleep 1; done"\nor take privilegedMode out',
    ],
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
    [
      '10:17: the project\'s role may not push to ECR, and the build would end with "denied: User … is not authorized to perform: ecr:InitiateLayerUpload": give the project its repository with imageRepository: web, or the ecr actions with permissions',
      '10:17: nothing logs in to ECR before this push, and the build would end with "no basic auth credentials": add before it: aws ecr get-login-password | docker login --username AWS --password-stdin "${IMAGE_REPOSITORY_URI%%/*}"',
    ],
  ],
  [
    'a push to ECR with permission and login',
    projectRunning([LOGIN, 'docker push "$IMAGE_REPOSITORY_URI"'], { imageRepository: 'web' }),
    [],
  ],
  [
    'a push to ECR without login',
    projectRunning(['docker push "$IMAGE_REPOSITORY_URI"'], { imageRepository: 'web' }),
    [
      '10:17: nothing logs in to ECR before this push, and the build would end with "no basic auth credentials": add before it: aws ecr get-login-password | docker login --username AWS --password-stdin "${IMAGE_REPOSITORY_URI%%/*}"',
    ],
  ],
  [
    'a push to ECR that the permissions do not allow',
    projectRunning([LOGIN, 'docker buildx build --push -t 1.dkr.ecr.a.amazonaws.com/web .'], {
      permissions: '[{ Effect: Allow, Action: "s3:*", Resource: "*" }]',
      environment: env('privilegedMode: true, environmentVariables: [{ name: IMAGE_REPOSITORY_URI, value: x }]'),
    }),
    [
      '11:17: the project\'s role may not push to ECR, and the build would end with "denied: User … is not authorized to perform: ecr:InitiateLayerUpload": give the project its repository with imageRepository: web, or the ecr actions with permissions',
    ],
  ],
  ['a push to another registry', projectRunning(['docker push ghcr.io/acme/web']), []],
  [
    'a new project without an environment',
    projectWith({ environment: '' }),
    [
      '2:5: a project without an arn is made by the deployment, and its environment lacks type, image, computeType: write as in environment: { type: LINUX_CONTAINER, image: "aws/codebuild/amazonlinux-x86_64-standard:5.0", computeType: BUILD_GENERAL1_SMALL }',
    ],
  ],
  [
    'a new project with an incomplete environment',
    projectWith({ environment: '{ image: "acme/ci:1" }' }),
    [
      '4:5: a project without an arn is made by the deployment, and its environment lacks type, computeType: write as in environment: { type: LINUX_CONTAINER, computeType: BUILD_GENERAL1_SMALL }',
    ],
  ],
  [
    'docker without privileged mode in an existing project',
    projectRunning(['docker build .'], { arn: ARN, environment: env('privilegedMode: false') }),
    [
      '11:17: warning: this docker command would end the build with "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?": run it with environment: { privilegedMode: true }',
    ],
  ],
  [
    'docker compose without privileged mode',
    projectRunning(['cd app && docker compose up -d'], { environment: env('privilegedMode: false') }),
    [
      '10:17: this docker command would end the build with "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?": run it with environment: { privilegedMode: true }',
    ],
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
    [
      '10:17: this docker command would end the build with "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?": run it on EC2 compute, as type: LINUX_CONTAINER, with environment: { privilegedMode: true }',
    ],
  ],
  [
    'privileged mode on Lambda compute',
    environment(
      'type: LINUX_LAMBDA_CONTAINER, image: "aws/codebuild/amazonlinux-x86_64-lambda-standard:nodejs22", computeType: BUILD_LAMBDA_2GB, privilegedMode: true',
    ),
    [
      '4:149: Lambda compute has no privileged mode: take it out, or choose EC2 compute: type: LINUX_CONTAINER, computeType: BUILD_GENERAL1_SMALL',
    ],
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
    [
      '4:149: Lambda compute takes no certificate',
      '5:5: Lambda compute takes no timeoutInMinutes',
      '6:5: Lambda compute takes no cache',
      '7:5: Lambda compute takes no vpcConfig',
    ].map(
      (said) => `${said}: take it out, or choose EC2 compute: type: LINUX_CONTAINER, computeType: BUILD_GENERAL1_SMALL`,
    ),
  ],
  [
    'an image of another architecture',
    environment('type: ARM_CONTAINER, image: "aws/codebuild/standard:7.0", computeType: BUILD_GENERAL1_SMALL'),
    [
      '4:41: aws/codebuild/standard:7.0 does not run as ARM_CONTAINER: write type: LINUX_CONTAINER, or image: aws/codebuild/amazonlinux-aarch64-standard:4.0',
    ],
  ],
  [
    'EC2 compute for Lambda',
    environment(
      'type: LINUX_LAMBDA_CONTAINER, image: "aws/codebuild/amazonlinux-x86_64-lambda-standard:nodejs22", computeType: BUILD_GENERAL1_SMALL',
    ),
    [
      '4:118: LINUX_LAMBDA_CONTAINER has no BUILD_GENERAL1_SMALL on demand: choose one of BUILD_LAMBDA_1GB, BUILD_LAMBDA_2GB, BUILD_LAMBDA_4GB, BUILD_LAMBDA_8GB, BUILD_LAMBDA_10GB',
    ],
  ],
  [
    'a size that GPU environments lack',
    environment('type: LINUX_GPU_CONTAINER, image: "aws/codebuild/standard:7.0", computeType: BUILD_GENERAL1_MEDIUM'),
    [
      '4:84: LINUX_GPU_CONTAINER has no BUILD_GENERAL1_MEDIUM on demand: choose one of BUILD_GENERAL1_SMALL, BUILD_GENERAL1_LARGE',
    ],
  ],
  [
    'an image no longer maintained',
    environment('type: LINUX_CONTAINER, image: "aws/codebuild/standard:5.0", computeType: BUILD_GENERAL1_SMALL'),
    [
      '4:43: warning: aws/codebuild/standard:5.0 is no longer maintained, and slow to start: write aws/codebuild/standard:8.0',
    ],
  ],
  [
    'an image with its older name',
    environment(
      'type: LINUX_CONTAINER, image: "aws/codebuild/amazonlinux2-x86_64-standard:5.0", computeType: BUILD_GENERAL1_SMALL',
    ),
    [
      '4:43: warning: aws/codebuild/amazonlinux2-x86_64-standard:5.0 is no longer maintained, and slow to start: write aws/codebuild/amazonlinux-x86_64-standard:6.0',
    ],
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
    [
      "4:43: warning: aws/codebuild/standart:7.0 is not one of CodeBuild's images as of 2026-07: did you mean aws/codebuild/standard:7.0?",
    ],
  ],
  [
    'a version that is not known yet',
    environment('type: LINUX_CONTAINER, image: "aws/codebuild/standard:9.0", computeType: BUILD_GENERAL1_SMALL'),
    [
      "4:43: warning: aws/codebuild/standard:9.0 is not one of CodeBuild's images as of 2026-07: did you mean aws/codebuild/standard:7.0?",
    ],
  ],
  [
    'an image unlike any other',
    environment('type: LINUX_CONTAINER, image: "aws/codebuild/x", computeType: BUILD_GENERAL1_SMALL'),
    [
      "4:43: warning: aws/codebuild/x is not one of CodeBuild's images as of 2026-07: aws codebuild list-curated-environment-images lists them",
    ],
  ],
  [
    'macOS on demand',
    environment('type: MAC_ARM, image: "aws/codebuild/macos-arm-base:15", computeType: BUILD_GENERAL1_MEDIUM'),
    ['4:20: MAC_ARM runs only on a fleet of reserved capacity: name it: fleet: { fleetArn: … }'],
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
    ['4:80: computeType: "BUILD_GENERAL_SMALL" is not valid: did you mean BUILD_GENERAL1_SMALL?'],
  ],
  [
    'a misspelt environment type',
    environment('type: LINUX_CONTAINERS, image: "aws/codebuild/standard:7.0", computeType: BUILD_GENERAL1_SMALL'),
    ['4:20: type: "LINUX_CONTAINERS" is not valid: did you mean LINUX_CONTAINER?'],
  ],
  [
    'a misspelt key in an environment',
    environment(
      'type: LINUX_CONTAINER, image: "aws/codebuild/standard:7.0", computeType: BUILD_GENERAL1_SMALL, priviledgedMode: true',
    ),
    ['4:115: priviledgedMode is unknown here: did you mean privilegedMode?'],
  ],
  [
    "the role's credentials for an image of CodeBuild's own",
    projectWith({ environment: env('imagePullCredentialsType: SERVICE_ROLE') }),
    [
      "4:115: CodeBuild's own images are pulled with its own credentials: write imagePullCredentialsType: CODEBUILD, or take it out",
    ],
  ],
  [
    "a registry's credentials without the role",
    environment(
      'type: LINUX_CONTAINER, image: "registry.acme.io/ci:1", computeType: BUILD_GENERAL1_SMALL, imagePullCredentialsType: CODEBUILD, registryCredential: { credential: registry, credentialProvider: SECRETS_MANAGER }',
    ),
    [
      "4:147: a registry's credentials are read with the project's role: write imagePullCredentialsType: SERVICE_ROLE, or take it out",
    ],
  ],
  [
    'a plain variable named for a secret',
    variable('{ name: DB_PASSWORD, value: hunter2 }'),
    [
      '4:159: warning: DB_PASSWORD sounds like a secret, and stands in plain text: put the value into the Parameter Store as a SecureString, and write its name, with type: PARAMETER_STORE',
    ],
  ],
  [
    'variables that only sound like secrets',
    variable(
      '{ name: TOKEN_URL, value: "https://a.b" }, { name: API_TOKEN, value: /web/token, type: PARAMETER_STORE }, { name: USE_TOKEN, value: "true" }, { name: PASSWORD_FILE, value: secret.txt }, { name: API_SECRET, value: "arn:aws:secretsmanager:x" }, { name: AUTHOR, value: me }',
    ),
    [],
  ],
  [
    'an access key',
    variable('{ name: ID, value: AKIAIOSFODNN7EXAMPLE }'),
    [
      '4:150: ID contains an AWS access key in plain text: put the value into the Parameter Store as a SecureString, and write its name, with type: PARAMETER_STORE; and make a new one, since this one is known',
    ],
  ],
  [
    'a GitHub token',
    variable(`{ name: GH, value: ghp_${'a'.repeat(36)}, type: PLAINTEXT }`),
    [
      '4:150: GH contains a GitHub token in plain text: put the value into the Parameter Store as a SecureString, and write its name, with type: PARAMETER_STORE; and make a new one, since this one is known',
    ],
  ],
  [
    'a private key',
    variable('{ name: CERT, value: "-----BEGIN RSA PRIVATE KEY-----" }'),
    [
      '4:152: CERT contains a private key in plain text: put the value into the Parameter Store as a SecureString, and write its name, with type: PARAMETER_STORE; and make a new one, since this one is known',
    ],
  ],
  [
    'a URL with a password',
    variable('{ name: DB, value: "postgres://me:hunter2@db/x" }'),
    [
      '4:150: DB contains a URL with a credential in plain text: put the value into the Parameter Store as a SecureString, and write its name, with type: PARAMETER_STORE; and make a new one, since this one is known',
    ],
  ],
  [
    'a reserved variable',
    variable('{ name: CODEBUILD_X, value: a }'),
    ['4:140: name: begins with a reserved prefix: choose a name without PUSHLIGHT_, WEBHOOK_, CODEBUILD_'],
  ],
  [
    'an empty vpcConfig',
    projectWith({ vpcConfig: '{}' }),
    [
      '5:5: a build in a VPC has no way out without vpcId and subnets and securityGroupIds: name private subnets that lead to a NAT gateway, and a security group that lets traffic out; or write vpcConfig: { create: true }',
    ],
  ],
  [
    'a VPC without security groups',
    projectWith({ vpcConfig: '{ vpcId: vpc-1, subnets: [subnet-1] }' }),
    [
      '5:5: a build in a VPC has no way out without securityGroupIds: name private subnets that lead to a NAT gateway, and a security group that lets traffic out; or write vpcConfig: { create: true }',
    ],
  ],
  [
    'a VPC that is both created and named',
    projectWith({ vpcConfig: '{ create: true, vpcId: vpc-1 }' }),
    ['5:5: create: true makes a VPC of its own, and vpcId names another: keep one of the two'],
  ],
  ['a VPC to be created', projectWith({ vpcConfig: '{ create: true }' }), []],
  [
    'a VPC to be created for an existing project',
    projectWith({ arn: ARN, vpcConfig: '{ create: true }' }),
    ['6:5: warning: no VPC is made for a project that exists already: take create out, or the arn'],
  ],
  [
    'a file system in a VPC that does not exist yet',
    projectWith({
      vpcConfig: '{ create: true }',
      fileSystemLocations:
        '[{ type: EFS, location: "fs-1.efs.us-east-1.amazonaws.com:/", mountPoint: /mnt, identifier: fs }]',
    }),
    [
      '6:5: a file system of EFS can only be reached inside its VPC: write vpcConfig: { vpcId: …, subnets: […], securityGroupIds: […] }',
    ],
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
    [
      '5:5: a file system of EFS can only be reached inside its VPC: write vpcConfig: { vpcId: …, subnets: […], securityGroupIds: […] }',
    ],
  ],
  [
    'a public badge without a branch',
    projectWith({ badge: '{ badgeEnabled: true, label: ci }' }),
    [
      '5:5: warning: without a branch the public badge shows the newest build of any branch, so one broken feature branch turns it red: write badge: { badgeEnabled: true, branch: main }',
    ],
  ],
  [
    'a public badge without a branch, of an existing project',
    projectWith({ arn: ARN, badge: '{ badgeEnabled: true }' }),
    [
      '6:5: warning: without a branch the public badge shows the newest build of any branch, so one broken feature branch turns it red: write badge: { badgeEnabled: true, branch: main }',
    ],
  ],
  ['a public badge with a branch', projectWith({ badge: '{ badgeEnabled: true, branch: main }' }), []],
  ['a private badge without a branch', projectWith({ badge: '{ badgeEnabled: false, label: ci }' }), []],
  [
    'public builds',
    projectWith({ projectVisibility: 'PUBLIC_READ', resourceAccessRole: 'arn:aws:iam::123456789012:role/public' }),
    [
      '5:5: warning: PUBLIC_READ shows the world the logs and artifacts of every build, past ones included: write PRIVATE; a badge is public without it, with badge: { badgeEnabled: true }',
    ],
  ],
  [
    'public builds that nobody sees',
    projectWith({ projectVisibility: 'PUBLIC_READ' }),
    [
      '5:5: warning: PUBLIC_READ shows the world the logs and artifacts of every build, past ones included: write PRIVATE; a badge is public without it, with badge: { badgeEnabled: true }',
      '5:5: warning: without a resourceAccessRole CodeBuild may show nobody the logs and artifacts: write resourceAccessRole: and the ARN of a role that CodeBuild may assume and that may read them',
    ],
  ],
  [
    "an image repository for a role of one's own",
    projectWith({ serviceRole: 'arn:aws:iam::123456789012:role/web', imageRepository: 'web' }),
    [
      '6:5: imageRepository belongs to a role that the deployment makes, and serviceRole names one of your own: take serviceRole out, or add the permissions to that role yourself',
    ],
  ],
  [
    'permissions for a project that exists',
    projectWith({ arn: ARN, permissions: '[{ Effect: Allow, Action: "ecr:*", Resource: "*" }]' }),
    [
      '6:5: warning: permissions belongs to a role that the deployment makes, and this project exists already and has its own: take it out, and add the permissions to that role yourself',
    ],
  ],
  [
    'a misspelt key of a statement',
    projectWith({ permissions: '[{ Effect: Allow, Actions: "ecr:*", Resource: "*" }]' }),
    ['5:36: Actions is unknown here: did you mean Action?'],
  ],
  [
    'a misspelt effect',
    projectWith({ permissions: '[{ Effect: allow, Action: "ecr:*", Resource: "*" }]' }),
    ['5:21: Effect: "allow" is not valid: did you mean Allow?'],
  ],
  [
    'an image repository without privileged mode',
    projectWith({ imageRepository: 'web', environment: env('privilegedMode: false') }),
    ['5:5: an image can only be built in privileged mode: write environment: { privilegedMode: true }'],
  ],
  [
    'an image repository whose address is set already',
    projectWith({
      environment: env('privilegedMode: true, environmentVariables: [{ name: IMAGE_REPOSITORY_URI, value: x }]'),
      imageRepository: 'web',
    }),
    ['4:160: imageRepository sets IMAGE_REPOSITORY_URI: take one of the two out'],
  ],
  [
    'a repository name with capitals',
    projectWith({ imageRepository: 'Web' }),
    [
      '5:5: imageRepository: must be the name of an ECR repository: lower-case letters and digits, with . _ - / between them, as in acme/web',
    ],
  ],
  [
    'IMAGE_REPOSITORY_URI without a repository',
    projectRunning(['docker build -t "$IMAGE_REPOSITORY_URI:x" .']),
    ['10:17: warning: nothing sets IMAGE_REPOSITORY_URI: give the project its repository with imageRepository: web'],
  ],
  [
    'a pull request of GitLab as source version',
    projectWith({ source: '{ type: GITLAB, location: https://gitlab.com/acme/web }', sourceVersion: 'pr/7' }),
    ['5:5: a source of type GITLAB does not take a pull request as pr/7: write a branch, a tag or a commit id'],
  ],
  [
    'a full ref of GitLab as source version',
    projectWith({
      source: '{ type: GITLAB, location: https://gitlab.com/acme/web }',
      sourceVersion: 'refs/heads/main',
    }),
    ['5:5: a source of type GITLAB does not take a full ref as refs/heads/main: write a branch, a tag or a commit id'],
  ],
  [
    'a source version of no source',
    projectRunning(['true'], { sourceVersion: 'main' }),
    ['12:5: a source of type NO_SOURCE has no versions: take it out'],
  ],
  [
    'a ref of S3 as source version',
    projectWith({ source: '{ type: S3, location: bucket/web.zip }', sourceVersion: 'refs/heads/main' }),
    ["5:5: a source of type S3 does not take a full ref as refs/heads/main: write a version id of the bucket's object"],
  ],
  ['a pull request of GitHub as source version', projectWith({ sourceVersion: 'pr/7' }), []],
  [
    'versions that no secondary source takes',
    projectWith({
      secondarySources: '[{ type: S3, location: bucket/lib.zip, sourceIdentifier: lib }]',
      secondarySourceVersions:
        '[{ sourceIdentifier: lob, sourceVersion: v }, { sourceIdentifier: lib, sourceVersion: pr/1 }]',
    }),
    [
      '6:33: no secondary source has the identifier lob: did you mean lib?',
      "6:101: a source of type S3 does not take a pull request as pr/1: write a version id of the bucket's object",
    ],
  ],
  [
    'wrong identifiers of secondary sources',
    projectWith({
      secondarySources:
        '[{ type: S3, location: bucket/lib.zip, sourceIdentifier: my-lib }, { type: S3, location: b/l.zip, sourceIdentifier: lib }, { type: S3, location: b/l.zip, sourceIdentifier: lib }]',
    }),
    [
      '5:62: sourceIdentifier must contain only alphanumeric characters and underscores and be less than 128 characters in length: write sourceIdentifier: lib',
      '5:177: sourceIdentifier lib appears twice: choose another',
    ],
  ],
  [
    'no source and no inline buildspec',
    source('type: NO_SOURCE'),
    ['3:5: a source of type NO_SOURCE needs an inline buildspec: write it below buildspec: |'],
  ],
  [
    'a repository without location',
    source('type: GITHUB'),
    ['3:5: a source of type GITHUB needs a location: write location: https://git.acme.io/acme/web.git'],
  ],
  [
    'S3 artifacts without location',
    projectWith({ artifacts: '{ type: S3 }' }),
    ['5:5: artifacts of type S3 need a location: write location: bucket'],
  ],
  [
    'artifacts of a pipeline without its source',
    projectWith({ artifacts: '{ type: CODEPIPELINE }' }),
    [
      '5:18: when using CodePipeline both sourceType, and artifactType must be set to: CODEPIPELINE: write type: NO_ARTIFACTS',
    ],
  ],
  [
    'a misspelt key in a source',
    source('type: GITHUB, location: https://github.com/acme/web, gitCloneDepht: 1'),
    ['3:68: gitCloneDepht is unknown here: did you mean gitCloneDepth?'],
  ],
  [
    'a timeout too short',
    projectWith({ timeoutInMinutes: '4' }),
    ['5:5: timeoutInMinutes: must have value greater than or equal to 5'],
  ],
  [
    'a misspelt phase of an inline buildspec',
    projectWith({
      source:
        '\n      type: NO_SOURCE\n      buildspec: |\n        version: 0.2\n        phases:\n          biuld:\n            commands: [true]',
    }),
    ['8:11: Invalid buildspec phase name: biuld. Expecting: build,install,post_build,pre_build'],
  ],
  [
    "a buildspec's own variables",
    projectWith({
      source:
        '\n      type: NO_SOURCE\n      buildspec: |\n        version: 0.2\n        env:\n          variables:\n            CODEBUILD_A: b\n            API_KEY: c0ffee\n        phases:\n          build:\n            commands: [ls]',
    }),
    [
      "9:13: warning: CODEBUILD_A has a name that is reserved for CodeBuild's own variables: choose one without CODEBUILD_",
      '10:13: warning: API_KEY sounds like a secret, and stands in plain text: put the value into the Parameter Store as a SecureString, and write its name below env.parameter-store',
    ],
  ],
  [
    'on-failure on Lambda compute',
    projectWith({
      environment:
        '{ type: LINUX_LAMBDA_CONTAINER, image: "aws/codebuild/amazonlinux-x86_64-lambda-standard:nodejs22", computeType: BUILD_LAMBDA_2GB }',
      source:
        '\n      type: NO_SOURCE\n      buildspec: |\n        version: 0.2\n        phases:\n          build:\n            on-failure: ABORT\n            commands: [ls]',
    }),
    [
      '9:13: warning: on-failure has no effect with Lambda compute: handle the failure in the command, with || after it, or choose EC2 compute on demand',
    ],
  ],
  [
    'an inline buildspec in one line, as a paste has it',
    projectWith({
      environment: env('privilegedMode: false'),
      source:
        '{ type: NO_SOURCE, buildspec: "version: 0.2\\nphases:\\n  build:\\n    commands:\\n      - docker build .\\n" }',
    }),
    [
      '3:32: this docker command would end the build with "Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?": run it with environment: { privilegedMode: true }',
    ],
  ],
  [
    'a connection without a name',
    source('type: GITHUB, location: https://github.com/acme/web, auth: { type: CODECONNECTIONS }'),
    ['3:68: CODECONNECTIONS does not say which connection it is: add resource: and the ARN of the connection'],
  ],
  [
    'a build status without a host',
    source('type: S3, location: bucket/web.zip, reportBuildStatus: true'),
    ["3:51: a source of type S3 has no Git host to report a build's status to: remove reportBuildStatus"],
  ],
  [
    'a cache without a bucket',
    projectWith({ cache: '{ type: S3 }' }),
    ['5:5: a cache in S3 needs a bucket: write location: bucket/prefix'],
  ],
  [
    'a Docker layer cache without Docker',
    projectWith({
      environment: env('privilegedMode: false'),
      cache: '{ type: LOCAL, modes: [LOCAL_DOCKER_LAYER_CACHE] }',
    }),
    [
      '5:27: LOCAL_DOCKER_LAYER_CACHE keeps the layers of a Docker daemon, which only runs in privileged mode: write environment: { privilegedMode: true }, or take the mode out',
    ],
  ],
  [
    'members that CloudFormation lacks',
    projectWith({
      environment: env('hostKernel: LINUX_KERNEL_6'),
      artifacts: '{ type: S3, location: artifacts, bucketOwnerAccess: FULL }',
    }),
    [
      '5:49: CloudFormation, which makes the project, has no bucketOwnerAccess: take it out, or make the project in CodeBuild and add its arn',
    ],
  ],
])('exactly the expected findings are reported for %s', (_, text, expected) => expect(found(text)).toEqual(expected));

const FIXTURES = path.resolve(import.meta.dirname, '../../../fixtures');
const PASTE = readFileSync(path.join(FIXTURES, 'codebuild/batch-get-projects.json'), 'utf8');

test('projects of every source type, as CodeBuild prints them, have no findings but a badge of every branch', () =>
  expect(found(PASTE)).toEqual([expect.stringMatching(/^74:13: warning: without a branch the public badge /)]));

test('copies of them that are to be created have findings only for what cannot be created', () => {
  const { projects } = JSON.parse(PASTE) as { projects: readonly object[] };
  const copies = projects.map((project) => ({ ...project, arn: undefined }));
  expect(copies.length).toBeGreaterThan(7);
  expect(found(JSON.stringify({ projects: copies }))).toEqual([
    expect.stringMatching(/Lambda compute takes no timeoutInMinutes/),
    expect.stringMatching(/Lambda compute takes no queuedTimeoutInMinutes/),
    expect.stringMatching(/CloudFormation, which makes the project, has no bucketOwnerAccess/),
  ]);
});

test('of the buildspecs of public repositories, only those that would fail have findings', () => {
  const folder = path.join(FIXTURES, 'buildspecs');
  const told = readdirSync(folder).flatMap((file) => {
    const text = readFileSync(path.join(folder, file), 'utf8');
    const read = file.endsWith('.md')
      ? undefined
      : readProjectsFile(projectWith({ environment: env('privilegedMode: false') }), () => ({ file, text }));
    return read && 'problems' in read ? read.problems.map(({ line, message }) => `${file}:${line}: ${message}`) : [];
  });
  expect(told).toEqual([
    expect.stringMatching(/^aws-codebuild-samples-docker\.yml:6: .*no runtime docker/),
    expect.stringMatching(/^aws-codebuild-samples-docker\.yml:15: .*Docker daemon/),
    expect.stringMatching(/^aws-codebuild-samples-docker\.yml:21: .*may not push to ECR/),
  ]);
});
