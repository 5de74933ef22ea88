import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { awsCall } from '../../../functions/adapters/aws/aws-call.ts';
import { CALL_LIMITS } from '../../../functions/adapters/aws/call-limits.ts';
import { RANK, type DetailedRecord } from '../../../functions/core/builds/build-record.ts';
import { recordBuild } from '../../../functions/core/builds/record-build.ts';
import { buildRow, refRow } from '../../../functions/core/builds/row-keys.ts';
import { startWorld, type World } from '../start-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

let projects = 0;
const newProject = () => `listed-${++projects}`;
const main = 'refs/heads/main';
const crafted = 'refs/heads/main#build#000000000071';

const record = (project: string, number: number, changes: Partial<DetailedRecord> = {}): DetailedRecord => ({
  project,
  buildId: `${project}:${number}`,
  number,
  rank: RANK.ended,
  status: 'SUCCEEDED',
  ref: main,
  startedAt: number * 1000,
  ...changes,
});
const write = (made: DetailedRecord) => recordBuild(made, world);
const numbers = async (project: string, ref: string | undefined, page: { limit?: number; before?: number } = {}) =>
  (await world.rows.list(project, { ref, limit: 100, ...page })).map(({ number }) => number);

const call = () => awsCall('dynamodb', world.access, CALL_LIMITS);
const itemOf = async (project: string, row: string) => {
  const key = { project: { S: project }, row: { S: row } };
  const found = await call()('GetItem', { TableName: 'BuildsTable', Key: key });
  return (found as { readonly Item?: Readonly<Record<string, unknown>> }).Item;
};
/** Lists a build of main as an old release did, with a key that is also a branch's name. */
const listAsOfOld = (project: string, number: number) =>
  call()('PutItem', {
    TableName: 'BuildsTable',
    Item: {
      project: { S: project },
      row: { S: `ref#${main}#${buildRow(number)}` },
      buildId: { S: `${project}:${number}` },
      number: { N: String(number) },
      rank: { N: '3' },
      status: { S: 'SUCCEEDED' },
      ref: { S: main },
      expiresAt: { N: '1' },
    },
  });

describe('a branch named like a row of another branch', () => {
  test.each([
    crafted,
    `${crafted}#build#000000000072`,
    `${crafted}/x`,
    'refs/heads/main#build#000000000072',
    'refs/heads/main#build#x',
  ])('%s takes no build from the list of main and has a list of its own', async (ref) => {
    const project = newProject();
    await write(record(project, 71));
    await write(record(project, 72, { ref }));
    await write(record(project, 73));
    expect(await numbers(project, main)).toEqual([73, 71]);
    expect(await numbers(project, ref)).toEqual([72]);
    expect(await world.rows.readNewest(project, refRow(ref))).toMatchObject({ newest: { number: 72, ref } });
    expect(await world.rows.readNewest(project, refRow(main))).toMatchObject({ newest: { number: 73, ref: main } });
  });

  test.each([RANK.running, RANK.ended])(
    'treats a row of an old list as absent, and replaces it for good (rank %s)',
    async (rank) => {
      const project = newProject();
      await listAsOfOld(project, 71);
      expect(await world.rows.readNewest(project, refRow(crafted))).toBeUndefined();
      const own = record(project, 2, { ref: crafted, rank });
      await write(own);
      expect(await world.rows.readNewest(project, refRow(crafted))).toMatchObject({ newest: own });
      expect(await itemOf(project, refRow(crafted))).not.toHaveProperty('expiresAt');
    },
  );
});

describe("a ref's list", () => {
  test('contains its builds, newest first, page by page', async () => {
    const project = newProject();
    for (const number of [1, 2, 4, 5, 10]) await write(record(project, number));
    await write(record(project, 3, { ref: 'refs/heads/other' }));
    expect(await numbers(project, main)).toEqual([10, 5, 4, 2, 1]);
    expect(await numbers(project, main, { limit: 2 })).toEqual([10, 5]);
    expect(await numbers(project, main, { limit: 2, before: 5 })).toEqual([4, 2]);
    expect(await numbers(project, undefined)).toEqual([10, 5, 4, 3, 2, 1]);
  });

  test('contains everything about a build except its phases and the reason of its failure', async () => {
    const project = newProject();
    const listed = {
      commit: 'a'.repeat(40),
      endedAt: 3000,
      retryUntil: 4000,
      queuedAt: 1500,
      eventType: 'PUSH',
      trigger: 'branch/main',
      actorId: '7',
      initiator: 'pushlight',
      reason: 'Filter group 1 passed.',
      fork: false,
    } as const;
    const whole = record(project, 1, {
      ...listed,
      status: 'FAILED',
      phases: [{ type: 'BUILD', status: 'FAILED', startedAt: 2000, endedAt: 3000 }, { type: 'COMPLETED' }],
      failure: 'COMMAND_EXECUTION_ERROR: exit status 1',
    });
    await write(whole);
    expect(await world.rows.readBuild(project, 1)).toEqual(whole);
    expect(await world.rows.list(project, { ref: main, limit: 1 })).toEqual([
      record(project, 1, { ...listed, status: 'FAILED' }),
    ]);
  });
});

test('rows of builds expire, and rows of the newest builds do not', async () => {
  const project = newProject();
  await write(record(project, 1, { commit: 'a'.repeat(40) }));
  for (const row of ['latest', refRow(main), `commit#${'a'.repeat(40)}`]) {
    expect(await itemOf(project, row)).not.toHaveProperty('expiresAt');
  }
  expect(await itemOf(project, buildRow(1))).toMatchObject({ expiresAt: { N: String(1 + 366 * 24 * 3600) } });
});

test('a row of the newest builds contains only what badges read', async () => {
  const project = newProject();
  for (const rank of [RANK.queued, RANK.running, RANK.endedByEvent, RANK.ended]) {
    const status = rank < RANK.endedByEvent ? 'IN_PROGRESS' : 'FAILED';
    await write(record(project, 1, { rank, status }));
  }
  expect(Object.keys((await itemOf(project, 'latest')) ?? {}).sort()).toEqual(
    ['buildId', 'changedAt', 'ended', 'number', 'project', 'rank', 'ref', 'row', 'startedAt', 'status'].sort(),
  );
});
