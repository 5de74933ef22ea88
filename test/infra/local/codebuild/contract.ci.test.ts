import { writeSync } from 'node:fs';
import { SignatureV4 } from '@smithy/signature-v4';
import { HttpRequest } from '@smithy/protocol-http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NodeSha256 } from './node-sha256.ts';
import { loadServiceModel } from './service-model.ts';
import { CREDENTIALS, makeRepository, openBench, removeTemporaryDirectories, type TestBench } from './test-bench.ts';

/**
 * Every operation with a valid and an invalid input; responses are checked by the service's own model.
 * With PUSHLIGHT_AWS=1 against CodeBuild itself, with the credentials and the region of the environment: then only what
 * needs no project and leaves nothing behind.
 */
const ON_AWS = process.env['PUSHLIGHT_AWS'] === '1';
const region = (ON_AWS && process.env['AWS_REGION']) || 'us-east-1';
const model = loadServiceModel('codebuild');

let bench: TestBench;
let ended: string;
const tested = new Set<string>();

const SPEC = `version: 0.2
env: { exported-variables: [A] }
phases: { build: { commands: ['A=1; exit 3'] }, post_build: { commands: ['echo x > out'] } }
artifacts: { files: out }
`;

const PROJECT = {
  name: 'contract',
  description: 'everything that a project can have',
  source: { type: 'NO_SOURCE', buildspec: SPEC },
  artifacts: { type: 'S3', location: 'bucket', packaging: 'ZIP', namespaceType: 'BUILD_ID', name: 'out.zip' },
  environment: {
    type: 'LINUX_CONTAINER',
    image: 'aws/codebuild/standard:7.0',
    computeType: 'BUILD_GENERAL1_SMALL',
    environmentVariables: [{ name: 'X', value: '1' }],
  },
  serviceRole: 'arn:aws:iam::000000000000:role/service',
  cache: { type: 'LOCAL', modes: ['LOCAL_CUSTOM_CACHE'] },
  logsConfig: { cloudWatchLogs: { status: 'ENABLED', groupName: 'group', streamName: 'stream' } },
  tags: [{ key: 'team', value: 'web' }],
  vpcConfig: { vpcId: 'vpc-1', subnets: ['subnet-1'], securityGroupIds: ['sg-1'] },
  badgeEnabled: true,
  concurrentBuildLimit: 2,
  autoRetryLimit: 1,
};

beforeAll(async () => {
  if (ON_AWS) return;
  const repository = makeRepository({});
  bench = await openBench();
  const secondary = { type: 'GITHUB', location: repository.path, sourceIdentifier: 'lib' };
  expect(await call('CreateProject', { ...PROJECT, secondarySources: [secondary] })).toMatchObject({ status: 200 });
  const { body } = await call('StartBuild', { projectName: PROJECT.name });
  const { id } = body['build'] as { id: string };
  await bench.ended(id);
  ended = id;
});
afterAll(async () => {
  if (!ON_AWS) await bench.stop();
  removeTemporaryDirectories();
  const side = ON_AWS ? `CodeBuild on AWS, ${region}` : 'the embedded CodeBuild';
  // Bypasses vitest, which hides the output of passing tests.
  writeSync(1, `Tested: ${side}, ${tested.size} operations\n`);
});

interface Received {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

async function call(operation: string, input: object): Promise<Received> {
  const url = new URL(ON_AWS ? `https://codebuild.${region}.amazonaws.com` : bench.url);
  const credentials = ON_AWS
    ? {
        accessKeyId: process.env['AWS_ACCESS_KEY_ID'] ?? '',
        secretAccessKey: process.env['AWS_SECRET_ACCESS_KEY'] ?? '',
        ...(process.env['AWS_SESSION_TOKEN'] && { sessionToken: process.env['AWS_SESSION_TOKEN'] }),
      }
    : CREDENTIALS;
  const signer = new SignatureV4({ service: 'codebuild', region, credentials, sha256: NodeSha256 });
  const request = new HttpRequest({
    method: 'POST',
    protocol: url.protocol,
    hostname: url.hostname,
    path: '/',
    headers: {
      host: url.host,
      'content-type': 'application/x-amz-json-1.1',
      'x-amz-target': `CodeBuild_20161006.${operation}`,
    },
    body: JSON.stringify(input),
  });
  const { headers, body } = await signer.sign(request);
  const response = await fetch(url, { method: 'POST', headers, body: String(body) });
  tested.add(operation);
  return { status: response.status, body: (await response.json()) as Received['body'] };
}

/** Inputs are created when the test runs, since some name the build that has ended. */
type Input = () => object;
const projectName = (): object => ({ projectName: PROJECT.name });
const nothing = (): object => ({});
const build = (): object => ({ id: ended });
const NO_BUILD = { id: 'contract:00000000-0000-0000-0000-000000000000' };
const PROJECT_ARN = 'arn:aws:codebuild:us-east-1:000000000000:project/contract';
const ARN = 'arn:aws:codebuild:us-east-1:000000000000:report-group/none';

/** Each with a valid input, and invalid ones with their errors. The last ones remove what the others created. */
const OPERATIONS: readonly (readonly [string, Input | undefined, Input | undefined, string?])[] = [
  ['ListProjects', () => ({ sortBy: 'LAST_MODIFIED_TIME', sortOrder: 'DESCENDING' }), () => ({ sortBy: 'AGE' })],
  ['BatchGetProjects', () => ({ names: [PROJECT.name, 'none'] }), () => ({ names: [] })],
  [
    'UpdateProject',
    () => ({ name: PROJECT.name, timeoutInMinutes: 30 }),
    () => ({ name: 'none' }),
    'ResourceNotFoundException',
  ],
  [
    'UpdateProjectVisibility',
    () => ({ projectArn: PROJECT_ARN, projectVisibility: 'PUBLIC_READ' }),
    () => ({ projectArn: PROJECT_ARN, projectVisibility: 'SECRET' }),
  ],
  ['CreateProject', () => ({ ...PROJECT, name: 'another' }), () => ({ ...PROJECT, name: '-' })],
  ['CreateProject', undefined, () => PROJECT, 'ResourceAlreadyExistsException'],
  ['StartBuild', projectName, () => ({ ...projectName(), computeTypeOverride: 'HUGE' })],
  ['StartBuild', undefined, nothing],
  ['BatchGetBuilds', () => ({ ids: [ended, 'none:1'] }), () => ({ ids: Array.from({ length: 101 }, () => 'x:1') })],
  ['ListBuilds', nothing, () => ({ sortOrder: 'UP' })],
  ['ListBuildsForProject', projectName, () => ({ projectName: 'none' }), 'ResourceNotFoundException'],
  ['RetryBuild', build, () => NO_BUILD, 'ResourceNotFoundException'],
  ['StopBuild', build, () => NO_BUILD, 'ResourceNotFoundException'],
  ['InvalidateProjectCache', projectName, () => ({ projectName: 'none' }), 'ResourceNotFoundException'],
  ['ListCuratedEnvironmentImages', nothing, undefined],
  ['CreateWebhook', undefined, () => ({ projectName: 'none' }), 'ResourceNotFoundException'],
  ['UpdateWebhook', undefined, projectName, 'ResourceNotFoundException'],
  ['DeleteWebhook', undefined, projectName, 'ResourceNotFoundException'],
  ['ListReportGroups', nothing, () => ({ maxResults: 101 })],
  ['ListReports', nothing, () => ({ maxResults: 0 })],
  ['ListReportsForReportGroup', undefined, () => ({ reportGroupArn: ARN }), 'ResourceNotFoundException'],
  ['BatchGetReportGroups', () => ({ reportGroupArns: [ARN] }), nothing],
  ['BatchGetReports', () => ({ reportArns: [ARN] }), nothing],
  ['DescribeTestCases', undefined, () => ({ reportArn: ARN }), 'ResourceNotFoundException'],
  ['UpdateReportGroup', undefined, () => ({ arn: ARN }), 'ResourceNotFoundException'],
  ['GetReportGroupTrend', undefined, () => ({ reportGroupArn: ARN }), 'ResourceNotFoundException'],
  ['DescribeCodeCoverages', undefined, nothing],
  ['DeleteReport', () => ({ arn: ARN }), nothing],
  ['DeleteReportGroup', () => ({ arn: ARN }), nothing],
  ['ListSharedProjects', nothing, () => ({ maxResults: 0 })],
  ['ListSharedReportGroups', nothing, () => ({ maxResults: 0 })],
  ['ListBuildBatches', nothing, () => ({ maxResults: 0 })],
  ['ListBuildBatchesForProject', projectName, () => ({ sortOrder: 'UP' })],
  ['ListFleets', nothing, () => ({ maxResults: 0 })],
  ['ListSourceCredentials', nothing, undefined],
  ['BatchDeleteBuilds', () => ({ ids: [ended, NO_BUILD.id] }), () => ({ ids: [] })],
  ['DeleteProject', () => ({ name: 'another' }), nothing],
];

/** Operations that do not change an account. */
const isHarmless = (operation: string): boolean =>
  /^(?:List|BatchGet)/.test(operation) && !operation.includes('ForProject');

for (const [operation, valid, invalid, error = 'InvalidInputException'] of OPERATIONS) {
  if (ON_AWS && !isHarmless(operation)) continue;

  if (valid) {
    test(`${operation} responds as its model specifies`, async () => {
      const { status, body } = await call(operation, valid());
      expect(status, JSON.stringify(body)).toBe(200);
      expect(model.faultsOf(operation, body)).toEqual([]);
    });
  }

  if (invalid) {
    test(`${operation} refuses with ${error}`, async () => {
      const { status, body } = await call(operation, invalid());
      expect({ status, type: body['__type'] }).toEqual({ status: 400, type: error });
      expect(body['message']).toEqual(expect.any(String));
      expect(model.errorsOf(operation)).toContain(error);
    });
  }
}

test('an operation outside the model is unknown', async () => {
  expect(await call('MakeCoffee', {})).toMatchObject({ status: 400, body: { __type: 'UnknownOperationException' } });
});
