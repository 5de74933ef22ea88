import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RANK, type BuildRecord } from '../../../../functions/core/builds/build-record.ts';
import { recordBuild } from '../../../../functions/core/builds/record-build.ts';
import { rounds } from '../../../soak.ts';
import { startWorld, type World } from '../../start-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const sha = 'b'.repeat(40);
let projects = 0;
const newProject = () => `project-${++projects}`;
const record = (project: string, number: number, changes: Partial<BuildRecord> = {}): BuildRecord => ({
  project,
  buildId: `${project}:${number}`,
  number,
  rank: RANK.running,
  status: 'IN_PROGRESS',
  ref: 'refs/heads/main',
  commit: sha,
  startedAt: number * 1000,
  ...changes,
});
const nobodyAsked = { get: () => Promise.reject(new Error('CodeBuild was asked')) };
const read = (project: string, row: string) => world.rows.read(project, row);

describe('recordBuild', () => {
  test('leaves the newest build’s last state in every row, in whatever order and however often reports arrive', async () => {
    const build = (number: number, status: BuildRecord['status']) => (project: string) => [
      record(project, number, { rank: RANK.queued }),
      record(project, number),
      record(project, number, { rank: RANK.endedByEvent, status: 'FAILED' }),
      record(project, number, { rank: RANK.ended, status }),
    ];
    const makeReports = (project: string) => [...build(1, 'SUCCEEDED')(project), ...build(2, 'TIMED_OUT')(project)];
    const order = fc.shuffledSubarray([...makeReports('x').keys(), 3, 7, 7], { minLength: 11, maxLength: 11 });
    await fc.assert(
      fc.asyncProperty(order, async (indexes) => {
        const project = newProject();
        const reports = makeReports(project);
        await Promise.all(
          indexes.map((index) => recordBuild(reports[index]!, { rows: world.rows, builds: nobodyAsked })),
        );
        const last = reports.at(-1);
        for (const row of ['latest', 'ref#refs/heads/main', `commit#${sha}`, 'ended#latest', 'build#000000000002']) {
          expect(await read(project, row)).toEqual(last);
        }
        expect(await read(project, 'build#000000000001')).toEqual(reports[3]);
      }),
      { numRuns: rounds(5) },
    );
  });

  test('a pull request’s build is never shown as the project’s latest', async () => {
    const project = newProject();
    await recordBuild(record(project, 1, { ref: 'refs/pull/7/head' }), { rows: world.rows, builds: nobodyAsked });
    expect(await read(project, 'latest')).toBeUndefined();
    expect(await read(project, 'ref#refs/heads/main')).toBeUndefined();
    expect(await read(project, 'ref#refs/pull/7/head')).toMatchObject({ number: 1 });
  });

  test('a later build with a lower number replaces the old one only if CodeBuild no longer knows the old one', async () => {
    const project = newProject();
    const old = record(project, 9, { rank: RANK.ended, status: 'FAILED' });
    const anew = record(project, 1, { buildId: `${project}:new`, startedAt: 10_000_000 });
    const builds = (notFound: readonly string[]) => ({ get: async () => ({ found: [], notFound }) });
    await recordBuild(old, { rows: world.rows, builds: nobodyAsked });

    await recordBuild(anew, { rows: world.rows, builds: builds([]) });
    expect(await read(project, 'latest')).toEqual(old);

    await recordBuild(anew, { rows: world.rows, builds: builds([old.buildId]) });
    expect(await read(project, 'latest')).toEqual(anew);
    expect(await read(project, 'ref#refs/heads/main')).toEqual(anew);
  });

  test('the sparse index contains only builds whose end is not certain', async () => {
    const project = newProject();
    const unfinished = async () => (await world.rows.unfinished()).filter((each) => each.project === project);
    await recordBuild(record(project, 1), { rows: world.rows, builds: nobodyAsked });
    expect(await unfinished()).toHaveLength(1);
    const told = record(project, 1, { rank: RANK.endedByEvent, status: 'FAILED' });
    await recordBuild(told, { rows: world.rows, builds: nobodyAsked });
    expect(await unfinished()).toEqual([told]);
    await recordBuild({ ...told, rank: RANK.ended, status: 'TIMED_OUT' }, { rows: world.rows, builds: nobodyAsked });
    expect(await unfinished()).toEqual([]);
  });
});
