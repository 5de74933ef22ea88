import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { awsCall } from '../../../functions/adapters/aws/aws-call.ts';
import { CALL_LIMITS } from '../../../functions/adapters/aws/call-limits.ts';
import { RANK, type BuildRecord } from '../../../functions/core/builds/build-record.ts';
import { recordBuild } from '../../../functions/core/builds/record-build.ts';
import { buildRow, oldListPrefix, refRow } from '../../../functions/core/builds/row-keys.ts';
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

const record = (project: string, number: number, changes: Partial<BuildRecord> = {}): BuildRecord => ({
  project,
  buildId: `${project}:${number}`,
  number,
  rank: RANK.ended,
  status: 'SUCCEEDED',
  ref: main,
  startedAt: number * 1000,
  ...changes,
});
const write = (made: BuildRecord) => recordBuild(made, world);
/** As the previous release wrote it. */
const writeOld = (made: BuildRecord) => world.rows.advance(oldListPrefix(made.ref!) + buildRow(made.number), made);
const numbers = async (project: string, ref = main, page: { limit?: number; before?: number } = {}) =>
  (await world.rows.list(project, { ref, limit: 100, ...page })).map(({ number }) => number);
const rowOf = async (project: string, row: string) => {
  const key = { project: { S: project }, row: { S: row } };
  const found = await awsCall('dynamodb', world.access, CALL_LIMITS)('GetItem', { TableName: 'BuildsTable', Key: key });
  return (found as { readonly Item?: Readonly<Record<string, unknown>> }).Item;
};

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
    expect(await numbers(project)).toEqual([73, 71]);
    expect(await numbers(project, ref)).toEqual([72]);
    expect(await world.rows.read(project, refRow(ref))).toMatchObject({ number: 72, ref });
    expect(await world.rows.read(project, refRow(main))).toMatchObject({ number: 73, ref: main });
  });

  test("does not have the key under which main's older builds were listed", async () => {
    const project = newProject();
    await writeOld(record(project, 71));
    expect(await world.rows.read(project, refRow(crafted))).toBeUndefined();
    await write(record(project, 72, { ref: crafted }));
    expect(await numbers(project)).toEqual([71]);
    expect(await numbers(project, crafted)).toEqual([72]);
  });

  test('keeps its newest build as long as other branches do, and only lists expire', async () => {
    const project = newProject();
    const ref = 'refs/heads/x#build#y';
    await write(record(project, 1, { ref }));
    expect(await rowOf(project, refRow(ref))).not.toHaveProperty('expiresAt');
    expect(await rowOf(project, `ended#${refRow(ref)}`)).not.toHaveProperty('expiresAt');
    expect(await rowOf(project, `ref#${ref} build#000000000001`)).toHaveProperty('expiresAt');
    expect(await rowOf(project, buildRow(1))).toHaveProperty('expiresAt');
  });
});

describe("a ref's list with rows of the previous release", () => {
  test('contains each build once, newest first, page by page', async () => {
    const project = newProject();
    for (const number of [1, 2, 4, 5]) await writeOld(record(project, number));
    for (const number of [5, 6, 8]) await write(record(project, number));
    await writeOld(record(project, 7, { ref: 'refs/heads/other' }));
    expect(await numbers(project)).toEqual([8, 6, 5, 4, 2, 1]);
    expect(await numbers(project, main, { limit: 4 })).toEqual([8, 6, 5, 4]);
    expect(await numbers(project, main, { limit: 4, before: 4 })).toEqual([2, 1]);
  });

  test.each([
    ['the old row', RANK.running, RANK.ended],
    ['the new row', RANK.ended, RANK.running],
  ])('shows the state of a build that ended in %s', async (_, newRank, oldRank) => {
    const project = newProject();
    const known = (rank: BuildRecord['rank']): Partial<BuildRecord> =>
      rank === RANK.ended ? { rank } : { rank, status: 'IN_PROGRESS' };
    await writeOld(record(project, 1, known(oldRank)));
    await write(record(project, 1, known(newRank)));
    expect(await world.rows.list(project, { ref: main, limit: 10 })).toEqual([record(project, 1)]);
  });

  test('shows the later of two builds with the same number, since the project was deleted and recreated', async () => {
    const project = newProject();
    const anew = record(project, 1, { buildId: `${project}:new`, startedAt: 99_000, rank: RANK.running });
    await writeOld(record(project, 1));
    await write(anew);
    expect(await world.rows.list(project, { ref: main, limit: 10 })).toEqual([anew]);
  });
});
