import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createParameters } from '../../../infra/local/parameters/parameters.ts';
import { createQueues } from '../../../infra/local/queues/queues.ts';
import type { Queues } from '../../../infra/local/queues/queues.ts';
import { createTables } from '../../../infra/local/tables/tables.ts';
import type { Tables } from '../../../infra/local/tables/tables.ts';
import { startStandIns, temporaryDirectory } from './start-stand-ins.ts';
import type { StandIns } from './start-stand-ins.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let standIns: StandIns;
let queues: Queues;
let tables: Tables;

beforeAll(async () => {
  directory = await temporaryDirectory();
  queues = createQueues({
    specs: [
      {
        name: 'jobs.fifo',
        fifo: true,
        visibilityTimeoutSeconds: 30,
        redrive: { deadLetterQueueName: 'dead.fifo', maxReceiveCount: 3 },
      },
      { name: 'dead.fifo', fifo: true, visibilityTimeoutSeconds: 30 },
    ],
    endpointUrl: () => standIns.url,
    file: join(directory.path, 'queues.jsonl'),
  });
  tables = await createTables({
    specs: [
      {
        TableName: 'builds',
        AttributeDefinitions: [{ AttributeName: 'project', AttributeType: 'S' }],
        KeySchema: [{ AttributeName: 'project', KeyType: 'HASH' }],
      },
    ],
  });
  standIns = await startStandIns(directory.path, [queues, tables, createParameters({ directory: directory.path })]);
});
afterAll(async () => {
  await standIns.stop();
  queues.stop();
  await tables.stop();
  await directory.remove();
});

/** The output of the `aws` command, which must be on the PATH; it knows only the endpoint and the access key. */
async function aws(...command: string[]): Promise<unknown> {
  const { stdout } = await promisify(execFile)(
    'aws',
    ['--endpoint-url', standIns.url, '--output', 'json', ...command],
    {
      env: {
        PATH: process.env['PATH'],
        HOME: directory.path,
        AWS_ACCESS_KEY_ID: standIns.credentials.accessKeyId,
        AWS_SECRET_ACCESS_KEY: standIns.credentials.secretAccessKey,
        AWS_DEFAULT_REGION: 'us-east-1',
      },
    },
  );
  return stdout === '' ? undefined : JSON.parse(stdout);
}

test('the aws command sends and receives messages', async () => {
  const { QueueUrl } = (await aws('sqs', 'get-queue-url', '--queue-name', 'jobs.fifo')) as { QueueUrl: string };
  const fifo = ['--message-group-id', 'main', '--message-deduplication-id', '1'];
  await aws('sqs', 'send-message', '--queue-url', QueueUrl, '--message-body', 'grüße', ...fifo);

  expect(await aws('sqs', 'receive-message', '--queue-url', QueueUrl)).toMatchObject({ Messages: [{ Body: 'grüße' }] });
});

test('the aws command shows the error for a queue that does not exist', async () => {
  await expect(aws('sqs', 'get-queue-url', '--queue-name', 'missing')).rejects.toMatchObject({
    stderr: expect.stringContaining('(AWS.SimpleQueueService.NonExistentQueue)'),
  });
});

test('the aws command writes and reads items', async () => {
  const item = { project: { S: 'web' }, number: { N: '7' } };
  await aws('dynamodb', 'put-item', '--table-name', 'builds', '--item', JSON.stringify(item));

  expect(await aws('dynamodb', 'scan', '--table-name', 'builds')).toMatchObject({ Items: [item] });
});

test('the aws command keeps and reads secrets', async () => {
  await aws('ssm', 'put-parameter', '--name', '/a/b', '--type', 'SecureString', '--value', 's3cret');

  expect(await aws('ssm', 'get-parameter', '--name', '/a/b', '--with-decryption')).toMatchObject({
    Parameter: { Name: '/a/b', Value: 's3cret' },
  });
  expect(await aws('ssm', 'get-parameters-by-path', '--path', '/', '--recursive')).toMatchObject({
    Parameters: [{ Name: '/a/b' }],
  });
});

test('aws sqs start-message-move-task moves a dead letter back to the queue', async () => {
  queues.send('dead.fifo', { MessageBody: 'redriven', MessageGroupId: 'dead', MessageDeduplicationId: 'dead' });
  const [source, destination] = ['dead.fifo', 'jobs.fifo'].map((name) => `arn:aws:sqs:us-east-1:000000000000:${name}`);
  const move = ['--source-arn', source!, '--destination-arn', destination!];
  expect(await aws('sqs', 'start-message-move-task', ...move)).toEqual({ TaskHandle: expect.any(String) });
  const QueueUrl = `${standIns.url}/000000000000/jobs.fifo`;
  const received = await aws('sqs', 'receive-message', '--queue-url', QueueUrl);
  expect(received).toMatchObject({ Messages: [{ Body: 'redriven' }] });
});
