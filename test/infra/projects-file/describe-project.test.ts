import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { describeProject, printProject } from '../../../infra/projects-file/describe-project.ts';
import { readProjectsFile } from '../../../infra/projects-file/read-projects-file.ts';

function describe(text: string): readonly string[] {
  const read = readProjectsFile(text);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read.projects.map((project) => printProject(describeProject(project, read.hooks)));
}

test('a project to be created is described with its resources and its way out', () => {
  const text = `webhooks: { github: { provider: github } }
projects:
  - name: web
    source: { type: GITHUB, location: https://github.com/acme/web, buildspec: ci/build.yml }
    secondarySources: [{ type: S3, location: bucket/lib.zip, sourceIdentifier: lib }]
    sourceVersion: main
    environment: { type: ARM_CONTAINER, image: acme/ci:1, computeType: BUILD_GENERAL1_LARGE, privilegedMode: true }
    imageRepository: acme/web
    permissions: [{ Effect: Allow, Action: [apigateway:GET, s3:ListBucket], Resource: '*' }]
    vpcConfig: { create: true }
    logsConfig: { cloudWatchLogs: { status: ENABLED, groupName: ci }, s3Logs: { status: ENABLED, location: logs/ci } }
    webhook:
      filterGroups:
        - - { type: EVENT, pattern: PUSH }
          - { type: HEAD_REF, pattern: '^refs/tags/', excludeMatchedPattern: true }
        - [{ type: EVENT, pattern: RELEASED }]
`;
  expect(describe(text)).toEqual([
    `web
  project     created by the deployment
  source      GITHUB https://github.com/acme/web, S3 bucket/lib.zip at main
  buildspec   ci/build.yml of the source
  image       acme/ci:1
  compute     ARM_CONTAINER BUILD_GENERAL1_LARGE: 8 vCPU, 16 GiB memory
  privileged  yes, for Docker
  role        created, with what the project needs and apigateway:GET, s3:ListBucket
  network     a VPC that is created: private subnets in two zones, nothing inbound, and outbound through a NAT gateway, which is billed by the hour
  registry    pushes to the ECR repository acme/web, which is created
  logs        log group ci, bucket logs/ci
  started by  webhook github: EVENT PUSH, not HEAD_REF ^refs/tags/; or EVENT RELEASED
  statuses    CodeBuild reports start and end of each build as pushlight/web; it reports nothing about pushes that do not build`,
  ]);
});

test('an existing project is described only as far as the file describes it', () => {
  const text = `projects:
  - { name: web, arn: "arn:aws:codebuild:us-east-1:123456789012:project/web", source: { type: S3, location: bucket/web.zip } }
`;
  expect(describe(text)).toEqual([
    `web
  project     exists: arn:aws:codebuild:us-east-1:123456789012:project/web
  source      S3 bucket/web.zip
  buildspec   buildspec.yml of the source
  image       as configured in CodeBuild
  compute     as configured in CodeBuild
  privileged  as configured in CodeBuild
  role        as configured in CodeBuild
  network     as configured in CodeBuild
  registry    none
  logs        as configured in CodeBuild
  started by  no webhook
  statuses    none: CodeBuild cannot report builds of a source of type S3 to a Git host`,
  ]);
});

test.each([
  [
    '',
    'CodeBuild reports start and end of each build as pushlight/web; it reports nothing about pushes that do not build',
  ],
  ['statuses: none', 'none, because of statuses: none'],
  ['hook: lab', 'Pushlight reports each build to github.com as pushlight/web'],
  ['{ hook: lab, statuses: all, statusContext: ci/web }', 'Pushlight reports each push to github.com as ci/web'],
  [
    '{ hook: other, source: { type: NO_SOURCE }, repository: "https://git.acme.io/acme/web" }',
    'none: CodeBuild cannot report builds of a source of type NO_SOURCE to a Git host; with credential: token on its hook, Pushlight can',
  ],
])('the statuses of a project with %s are described', (keys, expected) => {
  const own = (parse(keys || '{}') ?? {}) as object;
  const source = { type: 'GITHUB', location: 'https://github.com/acme/web' };
  const hooks = {
    github: { provider: 'github' },
    lab: { provider: 'github', credential: 'token' },
    other: { provider: 'gitea', host: 'git.acme.io' },
  };
  const arn = 'arn:aws:codebuild:us-east-1:123456789012:project/web';
  const [described] = describe(
    JSON.stringify({ webhooks: hooks, projects: [{ name: 'web', arn, source, hook: 'github', ...own }] }),
  );
  expect(described).toContain(`  statuses    ${expected}`);
});

test.each([
  [
    'vpcConfig: { vpcId: vpc-1, subnets: [subnet-1, subnet-2], securityGroupIds: [sg-1] }',
    'network',
    /^vpc-1, in subnet-1, subnet-2, with sg-1: outbound through the NAT gateway or endpoints/,
  ],
  ['description: x', 'network', /^CodeBuild's own, with access to the internet$/],
  ['logsConfig: { cloudWatchLogs: { status: DISABLED } }', 'logs', /^not kept$/],
  ['serviceRole: "arn:aws:iam::123456789012:role/ci"', 'role', /^arn:aws:iam::123456789012:role\/ci$/],
])('a project with %s is described with its %s', (key, label, expected) => {
  const [described] = describe(`projects:
  - name: web
    source: { type: NO_SOURCE, buildspec: "version: 0.2\\nphases: { build: { commands: [ls] } }" }
    environment: { type: LINUX_CONTAINER, image: "aws/codebuild/standard:8.0", computeType: BUILD_GENERAL1_SMALL }
    ${key}
`);
  const line = described?.split('\n').find((each) => each.startsWith(`  ${label} `));
  expect(line?.slice(14)).toMatch(expected);
});
