import { readFileSync } from 'node:fs';
import {
  BatchWriteItemCommand,
  DynamoDBClient,
  ScanCommand,
  UpdateItemCommand,
  type AttributeValue,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { badgeRow } from '../../functions/adapters/badge-rows.ts';
import { awsCall } from '../../functions/adapters/aws/aws-call.ts';
import { CALL_LIMITS } from '../../functions/adapters/aws/call-limits.ts';
import { RANK, type DetailedRecord } from '../../functions/core/builds/build-record.ts';
import { endedOf } from '../../functions/core/builds/newest-builds.ts';
import { reconcile } from '../../functions/core/builds/reconcile/reconcile.ts';
import { recordBuild } from '../../functions/core/builds/record-build.ts';
import { indexConfiguration } from '../../functions/core/configuration.ts';
import { inBatches } from '../../functions/core/in-batches.ts';
import { startWorld, webProject, type World } from './start-world.ts';

type Items = Record<string, AttributeValue>[];
const OLD = JSON.parse(
  readFileSync(new URL('../fixtures/tables/builds-of-one-state.json', import.meta.url), 'utf8'),
) as Items;

const main = 'refs/heads/main';
const AMPLE = () => 60_000;

let world: World;
let client: DynamoDBClient;
beforeEach(async () => {
  world = await startWorld();
  client = new DynamoDBClient(world.client);
  await put(OLD);
});
afterEach(async () => {
  client.destroy();
  await world.stop();
});

async function put(items: Items): Promise<void> {
  for (const batch of inBatches(items, 25)) {
    const BuildsTable = batch.map((Item) => ({ PutRequest: { Item } }));
    await client.send(new BatchWriteItemCommand({ RequestItems: { BuildsTable } }));
  }
}
async function rowNames(): Promise<readonly string[]> {
  const { Items = [] } = await client.send(new ScanCommand({ TableName: 'BuildsTable' }));
  return Items.map((item) => `${item['project']?.S} ${item['row']?.S}`).sort();
}
/** CodeBuild knows none of the builds: a run of reconciling leaves what runs as it is. */
const ports = (projects: readonly string[] = []) => ({
  ...world,
  configuration: indexConfiguration({ hooks: [], projects: projects.map((name) => ({ ...webProject, name })) }),
});
const upgrade = () => reconcile(ports(), AMPLE);
/** A run after every function of the previous release has ended. */
const upgradeLater = () => reconcile({ ...ports(), now: () => Date.now() + 15 * 60_000 }, AMPLE);
const numbers = async (project: string, ref: string) =>
  (await world.rows.list(project, { ref, limit: 10 })).map(({ number }) => number);
/** The numbers of the newest build of a row and of the newest that has ended, as badges read them. */
async function shown(project: string, row: string) {
  const read = badgeRow(awsCall('dynamodb', world.access, CALL_LIMITS), 'BuildsTable');
  const builds = await read({ project, row });
  return [builds?.newest.number, builds && endedOf(builds)?.number];
}

const NEWEST = [
  ['web', 'latest', 8, 8],
  ['web', `ref#${main}`, 6, 2],
  ['web', 'ref#refs/heads/feature', 3, 3],
  ['web', 'ref#refs/pull/7/head', 4, 4],
  ['web', 'ref#refs/pull/8/head', 7, undefined],
  ['web', 'ref#refs/tags/v1', 5, 5],
  ['web', `commit#${'a'.repeat(40)}`, 5, 5],
  ['web', `commit#${'e'.repeat(40)}`, 6, undefined],
  ['api', 'latest', 2, 2],
  ['api', `ref#${main}`, 1, 1],
] as const;

describe('a table that the release before filled', () => {
  test('is read as it is: an old row is its own end where it has ended', async () => {
    for (const [project, row, newest, ended] of NEWEST) {
      const isLost = row === `ref#${main}` && project === 'web';
      expect(await shown(project, row), row).toEqual([newest, isLost ? undefined : ended]);
    }
  });

  test('is taken over by reconciling, until a whole look finds nothing more', async () => {
    expect(await upgrade()).toMatchObject({ takenOver: 25, failures: [] });
    for (const [project, row, newest, ended] of NEWEST) expect(await shown(project, row), row).toEqual([newest, ended]);
    expect(await numbers('web', main)).toEqual([6, 2, 1]);
    expect(await numbers('web', 'refs/pull/7/head')).toEqual([4]);
    expect(await numbers('api', main)).toEqual([1]);
    expect((await rowNames()).filter((name) => name.includes('ended#'))).toEqual([]);

    expect(await world.rows.readCursor()).toMatchObject({ upgrade: { found: false } });
    for (const _ of ['the first pass that finds none', 'a pause']) {
      expect(await upgrade()).toMatchObject({ takenOver: 0 });
      expect(await world.rows.readCursor()).toMatchObject({ upgrade: { found: false, noneSince: expect.any(Number) } });
    }
    await upgradeLater();
    expect(await world.rows.readCursor()).toMatchObject({ upgrade: 'done' });
  });

  test('has a row of its own for a branch that is called like a row of a list', async () => {
    const ref = 'refs/heads/main#build#000000000071';
    await upgrade();
    expect(await shown('web', `ref#${ref}`)).toEqual([8, 8]);
    expect(await numbers('web', ref)).toEqual([8]);
    // What a list of old had there stays another ref's, until it expires.
    expect(await shown('web', `ref#${main}#build#000000000001`)).toEqual([undefined, undefined]);
  });

  test('keeps its ends while new builds start before it is taken over', async () => {
    const sha = 'a'.repeat(40);
    const started: DetailedRecord = {
      project: 'web',
      buildId: 'web:9',
      number: 9,
      rank: RANK.queued,
      status: 'IN_PROGRESS',
      ref: 'refs/tags/v1',
      commit: sha,
      startedAt: Date.now(),
    };
    await recordBuild(started, world);
    const rows = ['latest', 'ref#refs/tags/v1', `commit#${sha}`];
    const ends = [8, 5, 5];
    for (const [index, row] of rows.entries()) expect(await shown('web', row), row).toEqual([9, ends[index]]);
    await upgrade();
    for (const [index, row] of rows.entries()) expect(await shown('web', row), row).toEqual([9, ends[index]]);
    await recordBuild({ ...started, rank: RANK.ended, status: 'FAILED' }, world);
    for (const row of rows) expect(await shown('web', row), row).toEqual([9, 9]);
  });

  test('keeps a result that a function of the previous release writes to a row of this one', async () => {
    const build = (number: number, rank: DetailedRecord['rank'], status: DetailedRecord['status']) =>
      recordBuild({ project: 'web', buildId: `web:${number}`, number, rank, status }, world);
    await build(9, RANK.ended, 'SUCCEEDED');
    // That release does not know the other half.
    await client.send(
      new UpdateItemCommand({
        TableName: 'BuildsTable',
        Key: { project: { S: 'web' }, row: { S: 'latest' } },
        UpdateExpression: 'SET #number = :number, buildId = :buildId, #status = :status',
        ExpressionAttributeNames: { '#number': 'number', '#status': 'status' },
        ExpressionAttributeValues: { ':number': { N: '10' }, ':buildId': { S: 'web:10' }, ':status': { S: 'FAILED' } },
      }),
    );
    expect(await shown('web', 'latest')).toEqual([10, 10]);
    await build(11, RANK.running, 'IN_PROGRESS');
    expect(await shown('web', 'latest')).toEqual([11, 10]);
  });

  test('is finished by later runs where the time of one is over', async () => {
    let left = 60_000;
    const rows = {
      ...world.rows,
      oldRows: (from: string | undefined) => ((left -= 45_000), world.rows.oldRows(from)),
      remove: (...input: Parameters<typeof world.rows.remove>) => ((left -= 10_000), world.rows.remove(...input)),
    };
    const takenOver = [];
    for (let run = 0; run < 12; run++) {
      left = 60_000;
      const now = () => Date.now() + run * 15 * 60_000;
      takenOver.push((await reconcile({ ...ports(), rows, now }, () => left)).takenOver);
    }
    expect(takenOver.filter((count) => count > 0).length).toBeGreaterThan(1);
    expect(takenOver.at(-1)).toBe(0);
    expect((await rowNames()).filter((name) => name.includes('ended#'))).toEqual([]);
    expect(await world.rows.readCursor()).toMatchObject({ upgrade: 'done' });
  });

  test('takes over what functions of the release before still write while they are replaced', async () => {
    await upgrade();
    await put(OLD.filter(({ row }) => row?.S === 'ended#latest' || row?.S === 'build#000000000002'));
    expect(await upgrade()).toMatchObject({ takenOver: 3 });
    expect(await numbers('web', main)).toEqual([6, 2, 1]);
    await upgrade();
    await put(OLD.filter(({ row }) => row?.S === 'ended#latest'));
    expect(await upgrade()).toMatchObject({ takenOver: 0 });
    expect(await upgradeLater()).toMatchObject({ takenOver: 2 });
    expect((await rowNames()).filter((name) => name.includes('ended#'))).toEqual([]);
    for (const _ of ['first', 'second']) await upgradeLater();
    expect(await world.rows.readCursor()).not.toMatchObject({ upgrade: 'done' });
    await reconcile({ ...ports(), now: () => Date.now() + 31 * 60_000 }, AMPLE);
    expect(await world.rows.readCursor()).toMatchObject({ upgrade: 'done' });
  });

  test.each([
    ['ProvisionedThroughputExceededException', false],
    ['AccessDeniedException', true],
  ])('is not done while rows fail with %s, unless that is permanent', async (name, isDone) => {
    const remove = () => Promise.reject(Object.assign(new Error('not removed'), { name }));
    for (let run = 0; run < 5; run++) {
      const now = () => Date.now() + run * 15 * 60_000;
      await reconcile({ ...ports(), rows: { ...world.rows, remove }, now }, AMPLE).catch(() => {});
    }
    expect((await world.rows.readCursor()).upgrade === 'done').toBe(isDone);
  });

  test('forgets what runs no more, and shows what had ended before it', async () => {
    await reconcile(ports(['web']), AMPLE);
    expect(await shown('web', `ref#${main}`)).toEqual([2, 2]);
    expect(await shown('web', 'ref#refs/pull/8/head')).toEqual([undefined, undefined]);
  });
});
