import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import {
  BatchWriteItemCommand,
  DeleteTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  ListTablesCommand,
  paginateScan,
  QueryCommand,
  UpdateItemCommand,
  type AttributeValue,
} from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { inBatches } from '../../../../functions/core/in-batches.ts';
import { openDatabase, type Database } from '../../../../infra/local/tables/database.ts';
import { ensureTable } from '../../../../infra/local/tables/ensure-table.ts';
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

async function start(path?: string, specs: readonly TableSpec[] = SPECS): Promise<void> {
  tables = await createTables({ directory: path, specs });
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
    GlobalSecondaryIndexes: [{ IndexName: 'unfinished' }, { IndexName: 'builds-by-ref' }],
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

describe('a directory of the release before, whose table lacks an index', () => {
  const OLD_SPECS = SPECS.map(({ GlobalSecondaryIndexes, ...spec }) => ({
    ...spec,
    AttributeDefinitions: spec.AttributeDefinitions.filter(
      (each) => !/^(?:projectRef|number)$/.test((each as { AttributeName: string }).AttributeName),
    ),
    ...(GlobalSecondaryIndexes && {
      GlobalSecondaryIndexes: GlobalSecondaryIndexes.filter(({ IndexName }) => IndexName === 'unfinished'),
    }),
  }));
  const filled = JSON.parse(
    readFileSync(join(import.meta.dirname, '../../../fixtures/tables/builds-of-one-state.json'), 'utf8'),
  ) as Record<string, AttributeValue>[];

  /** The tables as that release left them, with more than one page of items. */
  async function leaveOld(path: string): Promise<number> {
    await start(path, OLD_SPECS);
    const text = { S: 'x'.repeat(20_000) };
    const more = Array.from({ length: 100 }, (_, at) => row(`build#${String(at + 100).padStart(12, '0')}`, { text }));
    for (const items of inBatches([...filled, ...more], 25)) {
      const builds = items.map((Item) => ({ PutRequest: { Item } }));
      await client.send(new BatchWriteItemCommand({ RequestItems: { builds } }));
    }
    await stop();
    return filled.length + more.length;
  }
  const list = async () => (await client.send(new ListTablesCommand())).TableNames;
  async function itemCount(): Promise<number> {
    let count = 0;
    for await (const { Count = 0 } of paginateScan({ client }, { TableName: 'builds' })) count += Count;
    return count;
  }

  test('has it after the next start, with every item, and is not taken for a lost one', async () => {
    const path = join(directory.path, 'tables');
    const count = await leaveOld(path);
    await start(path);
    expect(tables.made).toEqual([]);
    expect(await list()).toEqual(['builds', 'deliveries']);
    expect(await itemCount()).toBe(count);
    const { Table } = await client.send(new DescribeTableCommand({ TableName: 'builds' }));
    expect(Table?.GlobalSecondaryIndexes?.map(({ IndexName }) => IndexName).sort()).toEqual([
      'builds-by-ref',
      'unfinished',
    ]);
    const item = filled.find((each) => each['row']?.S === 'latest' && each['project']?.S === 'web')!;
    const key = { project: item['project']!, row: item['row']! };
    expect((await client.send(new GetItemCommand({ TableName: 'builds', Key: key }))).Item).toEqual(item);
  });

  test.each([
    ['copying there', 'BatchWriteItem', 1],
    ['copying there, nearly done', 'BatchWriteItem', 6],
    ['before the old table is gone', 'DeleteTable', 1],
    ['before the new table is made', 'CreateTable', 2],
    ['copying back', 'BatchWriteItem', 9],
    ['before the copy is gone', 'DeleteTable', 2],
  ])('has it after a start that was cut off %s', async (_, operation, nth) => {
    const path = join(directory.path, 'tables');
    const count = await leaveOld(path);
    await cutOff(path, operation, nth);
    await start(path);
    expect(tables.made).toEqual([]);
    expect(await list()).toEqual(['builds', 'deliveries']);
    expect(await itemCount()).toBe(count);
  });

  test.each([
    ['the old table', 1, 'builds'],
    ['a copy that is no longer needed', 2, 'builds-copy'],
  ])('has it after a start that was killed while dynalite deleted %s', async (_, nth, name) => {
    const path = join(directory.path, 'tables');
    const count = await leaveOld(path);
    await cutOff(path, 'DeleteTable', nth);
    await beginToDelete(path, name);
    await start(path);
    expect(tables.made).toEqual([]);
    expect(await list()).toEqual(['builds', 'deliveries']);
    expect(await itemCount()).toBe(count);
  });

  test('has it after a start that was killed while dynalite deleted an old copy', async () => {
    const path = join(directory.path, 'tables');
    const count = await leaveOld(path);
    await cutOff(path, 'BatchWriteItem', 1);
    await beginToDelete(path, 'builds-copy');
    await start(path);
    expect(await list()).toEqual(['builds', 'deliveries']);
    expect(await itemCount()).toBe(count);
  });

  /** dynalite deletes the items of a table and then the table itself: here, it is killed in between. */
  async function beginToDelete(path: string, TableName: string): Promise<void> {
    const server = dynalite({ path, createTableMs: 0, deleteTableMs: 1e8 });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const credentials = { accessKeyId: 'any', secretAccessKey: 'any' };
    const deleting = new DynamoDBClient({ endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', credentials });
    await deleting.send(new DeleteTableCommand({ TableName }));
    deleting.destroy();
    server.close();
    await once(server, 'close');
  }

  /** Starts, and ends at the nth call of an operation. */
  async function cutOff(path: string, operation: string, nth: number): Promise<void> {
    const database = await openDatabase({ directory: path, onFailure: () => {} });
    let calls = 0;
    const dying: Database = {
      ...database,
      send(headers, body) {
        if (headers['x-amz-target']?.endsWith(`.${operation}`) && (calls += 1) === nth) throw new Error('killed');
        return database.send(headers, body);
      },
    };
    await expect(ensureTable(dying, SPECS[0]!, path)).rejects.toThrow('killed');
    await database.stop();
  }
});
