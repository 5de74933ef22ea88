import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  BatchWriteItemCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { parse } from 'yaml';
import { createTables } from '../../../../infra/local/tables/tables.ts';
import type { TableSpec } from '../../../../infra/serverless-file/table-spec.ts';
import type { Tables } from '../../../../infra/local/tables/tables.ts';
import { startStandIns, temporaryDirectory } from '../start-stand-ins.ts';
import type { StandIns } from '../start-stand-ins.ts';

const { BuildsTable, DeliveriesTable } = (
  parse(readFileSync(join(import.meta.dirname, '../../../../infra/resources/tables.yml'), 'utf8')) as {
    Resources: Record<'BuildsTable' | 'DeliveriesTable', { Properties: Omit<TableSpec, 'TableName'> }>;
  }
).Resources;
const SPECS: readonly TableSpec[] = [
  { ...BuildsTable.Properties, TableName: 'builds' },
  { ...DeliveriesTable.Properties, TableName: 'deliveries' },
];

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let standIns: StandIns;
let tables: Tables;
let client: DynamoDBClient;

async function start(path?: string): Promise<void> {
  tables = await createTables({ directory: path, specs: SPECS });
  standIns = await startStandIns(directory.path, [tables]);
  client = new DynamoDBClient(standIns.client);
}

async function stop(): Promise<void> {
  client.destroy();
  await standIns.stop();
  await tables.stop();
}

beforeEach(async () => {
  directory = await temporaryDirectory();
});
afterEach(async () => {
  await stop();
  await directory.remove();
});

const row = (row: string, more: object = {}) => ({ project: { S: 'web' }, row: { S: row }, ...more });

test("has the deployment's tables, ready, with their keys and indexes", async () => {
  await start();

  const { Table } = await client.send(new DescribeTableCommand({ TableName: 'builds' }));

  expect(Table).toMatchObject({
    TableStatus: 'ACTIVE',
    TableArn: expect.stringMatching(/:table\/builds$/),
    KeySchema: [{ AttributeName: 'project' }, { AttributeName: 'row' }],
    GlobalSecondaryIndexes: [{ IndexName: 'unfinished' }],
  });
});

test('writes on a condition, and reports if it does not hold', async () => {
  await start();
  const put = new PutItemCommand({
    TableName: 'deliveries',
    Item: { ledgerKey: { S: 'k' } },
    ConditionExpression: 'attribute_not_exists(ledgerKey)',
  });
  await client.send(put);

  await expect(client.send(put)).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
});

test('of twenty simultaneous conditional updates, one wins', async () => {
  await start();
  const attempts = await Promise.allSettled(
    Array.from({ length: 20 }, (_, attempt) =>
      client.send(
        new UpdateItemCommand({
          TableName: 'deliveries',
          Key: { ledgerKey: { S: 'k' } },
          UpdateExpression: 'SET #owner = :owner',
          ConditionExpression: 'attribute_not_exists(#owner)',
          ExpressionAttributeNames: { '#owner': 'owner' },
          ExpressionAttributeValues: { ':owner': { N: String(attempt) } },
        }),
      ),
    ),
  );

  expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('finds the rows of the sparse index', async () => {
  await start();
  const unfinished = { unfinished: { S: 'yes' } };
  await client.send(
    new BatchWriteItemCommand({
      RequestItems: {
        builds: [row('build#2', unfinished), row('build#1', unfinished), row('latest')].map((Item) => ({
          PutRequest: { Item },
        })),
      },
    }),
  );

  const { Items } = await client.send(
    new QueryCommand({
      TableName: 'builds',
      IndexName: 'unfinished',
      KeyConditionExpression: 'unfinished = :yes',
      ExpressionAttributeValues: { ':yes': { S: 'yes' } },
    }),
  );

  expect(Items?.map((item) => item['row']?.S)).toEqual(['build#1', 'build#2']);
});

test('keeps what was written across restarts', async () => {
  const path = join(directory.path, 'tables');
  await start(path);
  await client.send(new PutItemCommand({ TableName: 'builds', Item: row('latest', { number: { N: '7' } }) }));
  await stop();
  await start(path);

  const { Item } = await client.send(new GetItemCommand({ TableName: 'builds', Key: row('latest') }));

  expect(Item).toEqual(row('latest', { number: { N: '7' } }));
});

test('refuses an invalid table', async () => {
  await start();

  await expect(createTables({ specs: [{ ...SPECS[0]!, KeySchema: [] }] })).rejects.toThrow(
    /The table builds could not be created: .*ValidationException/,
  );
});

test('stops after it has responded to all requests, even if nobody waits for the responses any more', async () => {
  await start(directory.path);
  const query = {
    TableName: 'builds',
    KeyConditionExpression: '#project = :project',
    ExpressionAttributeNames: { '#project': 'project' },
    ExpressionAttributeValues: { ':project': { S: 'web' } },
  };
  const responses = Array.from({ length: 20 }, () =>
    tables.handle({
      method: 'POST',
      path: '/',
      headers: {
        'content-type': 'application/x-amz-json-1.0',
        authorization: 'AWS4-HMAC-SHA256 Credential=any, SignedHeaders=host, Signature=any',
        'x-amz-date': '20260101T000000Z',
        'x-amz-target': 'DynamoDB_20120810.Query',
      },
      body: Buffer.from(JSON.stringify(query)),
      region: 'us-east-1',
      signal: AbortSignal.abort(),
    }),
  );
  await stop();

  expect((await Promise.all(responses)).map(({ status }) => status)).toEqual(Array.from(responses, () => 200));
  await start(directory.path);
});
