import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readServerlessFile } from '../../../infra/serverless-file/read-serverless-file.ts';
import type { ServerlessFile } from '../../../infra/serverless-file/read-serverless-file.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'serverless-file-'));
});
afterEach(() => rm(directory, { recursive: true }));

const readFrom = (path: string): ServerlessFile =>
  readServerlessFile({
    path,
    stage: 'local',
    region: 'eu-west-1',
    account: '111122223333',
    queueUrl: (name) => `http://queues/${name}`,
  });

async function read(source: string): Promise<ServerlessFile> {
  await writeFile(join(directory, 'serverless.yml'), source);
  return readFrom(join(directory, 'serverless.yml'));
}

/** A file with one function and these resources. */
const fileWith = (declared: string, resources = '{}'): string => `
service: fixture
provider: { name: aws, stage: "\${opt:stage, 'dev'}", timeout: 10 }
functions: { worker: { handler: worker.handler, ${declared} } }
resources: { Resources: ${resources} }
`;

const KEYS = `AttributeDefinitions: [{ AttributeName: id, AttributeType: S }], KeySchema: [{ AttributeName: id, KeyType: HASH }]`;
const keys = {
  AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
  KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
};
const JOBS = `Jobs: { Type: AWS::SQS::Queue, Properties: { FifoQueue: true,
    RedrivePolicy: { deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 5 } } }`;
const DEAD = `Dead: { Type: AWS::SQS::Queue, Properties: { FifoQueue: true,
    QueueName: "\${self:service}-\${self:provider.stage}-dead.fifo" } }`;

test('the file of this repository is read completely', () => {
  const { functions, tables, queues } = readFrom(resolve(import.meta.dirname, '../../../serverless.yml'));
  expect(functions.map(({ name }) => name)).toEqual([
    'webhook',
    'trigger',
    'status',
    'reconcile',
    'report',
    'excerpt',
    'badge',
    'builds',
    'pages',
  ]);
  expect(tables.map(({ TableName }) => TableName)).toEqual([
    'pushlight-local-builds',
    'pushlight-local-deliveries',
    'pushlight-local-commit-statuses',
  ]);
  expect(queues.map(({ name }) => name)).toEqual([
    'pushlight-local-deliveries.fifo',
    'pushlight-local-dead-letters.fifo',
    'pushlight-local-commit-statuses.fifo',
    'pushlight-local-unsent-commit-statuses.fifo',
    'pushlight-local-excerpts',
    'pushlight-local-lost-excerpts',
    'pushlight-local-undelivered-events',
  ]);
});

test('a function has its own settings, and otherwise those of the provider', async () => {
  const { functions } = await read(fileWith('memorySize: 512'));
  expect(functions).toEqual([{ name: 'worker', timeoutSeconds: 10, memorySize: 512, environment: {}, events: [] }]);
});

test('an environment contains only texts, with the values of the resources that it refers to', async () => {
  const { functions } = await read(
    fileWith(
      `environment: { A: 1, B: true, STAGE: "x-\${sls:stage}", REGION: !Ref AWS::Region, URL: !Ref Jobs, ARN: !GetAtt Jobs.Arn,
        TABLE: !Ref BuildsTable, SUB: !Sub "\${AWS::AccountId}/\${BuildsTable}/\${Dead.QueueName}",
        JOIN: !Join ["-", [a, !Ref "AWS::Partition"]] }`,
      `{ BuildsTable: { Type: AWS::DynamoDB::Table, Properties: { ${KEYS} } }, ${JOBS}, ${DEAD} }`,
    ),
  );
  expect(functions[0]?.environment).toEqual({
    A: '1',
    B: 'true',
    STAGE: 'x-local',
    REGION: 'eu-west-1',
    URL: 'http://queues/fixture-local-jobs.fifo',
    ARN: 'arn:aws:sqs:eu-west-1:111122223333:fixture-local-jobs.fifo',
    TABLE: 'fixture-local-builds-table',
    SUB: '111122223333/fixture-local-builds-table/fixture-local-dead.fifo',
    JOIN: 'a-aws',
  });
});

test('a variable that exists only for deployments is left out', async () => {
  const { functions } = await read(fileWith('environment: { A: 1, URL: "${file(.build/stack.json):url}" }'));
  expect(functions[0]?.environment).toEqual({ A: '1' });
});

test('events of every kind that runs locally are read', async () => {
  const { functions } = await read(
    fileWith(
      `events: [
        httpApi: "POST /webhooks/{hook}",
        httpApi: { method: get, path: / },
        sqs: { arn: !GetAtt Jobs.Arn, batchSize: 5, maximumConcurrency: 3, functionResponseType: ReportBatchItemFailures },
        sqs: { arn: !GetAtt Dead.Arn },
        eventBridge: { pattern: { source: [aws.codebuild] } },
        eventBridge: { schedule: rate(5 minutes), name: n, retryPolicy: { maximumRetryAttempts: 1 }, deadLetterQueueArn: a },
        schedule: rate(1 minute),
        schedule: rate(12 hours)
      ]`,
      `{ ${JOBS}, ${DEAD} }`,
    ),
  );
  expect(functions[0]?.events).toEqual([
    { type: 'httpApi', method: 'POST', path: '/webhooks/{hook}' },
    { type: 'httpApi', method: 'GET', path: '/' },
    {
      type: 'sqs',
      queueName: 'fixture-local-jobs.fifo',
      batchSize: 5,
      maximumConcurrency: 3,
      reportBatchItemFailures: true,
    },
    { type: 'sqs', queueName: 'fixture-local-dead.fifo', batchSize: 10, reportBatchItemFailures: false },
    { type: 'eventBridge', pattern: { source: ['aws.codebuild'] } },
    { type: 'schedule', everyMilliseconds: 300_000 },
    { type: 'schedule', everyMilliseconds: 60_000 },
    { type: 'schedule', everyMilliseconds: 43_200_000 },
  ]);
});

test('queues and tables are as CloudFormation creates them', async () => {
  const { queues, tables } = await read(
    fileWith(
      'events: []',
      `{ T: { Type: AWS::DynamoDB::Table, Properties: { TableName: named, ${KEYS} } }, ${JOBS}, ${DEAD} }`,
    ),
  );
  expect(queues).toEqual([
    {
      name: 'fixture-local-jobs.fifo',
      fifo: true,
      visibilityTimeoutSeconds: 30,
      redrive: { deadLetterQueueName: 'fixture-local-dead.fifo', maxReceiveCount: 5 },
    },
    { name: 'fixture-local-dead.fifo', fifo: true, visibilityTimeoutSeconds: 30 },
  ]);
  expect(tables).toEqual([{ TableName: 'named', ...keys }]);
});

test('resources can be in files of their own', async () => {
  await writeFile(
    join(directory, 'tables.yml'),
    `Resources: { T: { Type: AWS::DynamoDB::Table, Properties: { TableName: "\${self:service}-t", ${KEYS} } } }`,
  );
  const { tables } = await read(
    'service: fixture\nprovider: {}\nfunctions: {}\nresources:\n  - ${file(tables.yml)}\n  - { Description: none }\n',
  );
  expect(tables).toEqual([{ TableName: 'fixture-t', ...keys }]);
});

test('a file that is not valid YAML is named, with the place', async () => {
  await expect(read('service: {\n')).rejects.toThrow(/^serverless\.yml: .* at line 2, column 1/);
});

const queue = (properties: string): string => `{ Q: { Type: AWS::SQS::Queue, Properties: { ${properties} } } }`;

test.each<[string, string]>([
  [
    fileWith('events: [{ sns: topic }]'),
    'serverless.yml.functions.worker.events[0] is {"sns":"topic"}, which the local service does not support (allowed: ',
  ],
  [fileWith('events: [{ schedule: cron(0 12 * * ? *) }]'), 'events[0].schedule is cron(0 12 * * ? *)'],
  [fileWith('events: [{ schedule: rate(1 minutes) }]'), 'events[0].schedule is rate(1 minutes)'],
  [fileWith('events: [{ schedule: { rate: [rate(1 hour)] } }]'), 'events[0].schedule: Invalid type'],
  [fileWith("events: [{ httpApi: '*' }]"), 'events[0].httpApi is *'],
  [fileWith('events: [{ httpApi: "GET /{proxy+}" }]'), 'events[0].httpApi is GET /{proxy+}'],
  [fileWith('events: [{ httpApi: { method: get, path: /, authorizer: a } }]'), 'events[0].httpApi'],
  [
    fileWith('events: [{ sqs: { arn: "arn:aws:sqs:us-east-1:1:other" } }]'),
    'events[0].sqs.arn is arn:aws:sqs:us-east-1:1:other, which is not a queue',
  ],
  [fileWith('events: [{ sqs: { arn: a, maximumBatchingWindow: 5 } }]'), 'events[0].sqs.maximumBatchingWindow'],
  [fileWith('events: [{ eventBridge: { eventBus: b, pattern: {} } }]'), 'events[0].eventBridge.eventBus'],
  [
    fileWith('events: [{ eventBridge: { name: n } }]'),
    'events[0].eventBridge must have either a pattern or a schedule',
  ],
  [fileWith('url: true'), 'serverless.yml.functions.worker.url'],
  [fileWith('environment: { A: !Ref Missing }'), 'functions.worker.environment.A: Ref of "Missing" is not supported'],
  [fileWith('environment: { A: !ImportValue x }'), 'environment.A: Fn::ImportValue of "x" is not supported'],
  [fileWith('environment: { A: "${env:HOME}" }'), 'environment.A: the variable env:HOME is not supported'],
  [fileWith('environment: { A: "${self:custom.x}" }'), 'environment.A: ${self:custom.x} has no value'],
  [fileWith('environment: { A: [] }'), 'functions.worker.environment.A: Invalid type'],
  [fileWith('timeout: soon'), 'functions.worker.timeout'],
  [fileWith('events: []').replace('worker.handler', 'other.handler'), 'functions.worker.handler is other.handler'],
  [fileWith('events: []', queue('DelaySeconds: 5')), 'resources.Q.Properties.DelaySeconds'],
  [
    fileWith('events: []', queue('RedrivePolicy: { deadLetterTargetArn: elsewhere, maxReceiveCount: 1 }')),
    'Q.Properties.RedrivePolicy.deadLetterTargetArn is not a queue',
  ],
  [
    fileWith(
      'events: []',
      `{ T: { Type: AWS::DynamoDB::Table, Properties: { ${KEYS}, StreamSpecification: { StreamViewType: KEYS_ONLY } } } }`,
    ),
    'resources.T.Properties.StreamSpecification',
  ],
  [fileWith('events: []', '{ T: { Type: AWS::DynamoDB::Table } }'), 'resources.T.Properties.AttributeDefinitions'],
  [
    fileWith('events: []', '{ R: { Type: AWS::Events::Rule } }'),
    'resources.R: AWS::Events::Rule is not supported locally',
  ],
])('a setting that would be deployed but not run locally is refused with its place: %#', async (source, message) => {
  await expect(read(source)).rejects.toThrow(message);
});
