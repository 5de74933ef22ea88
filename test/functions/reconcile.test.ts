import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RANK, type BuildRecord } from '../../functions/core/builds/build-record.ts';
import { indexConfiguration } from '../../functions/core/configuration.ts';
import { toRecord } from '../../functions/core/builds/observed-build.ts';
import { reconcile } from '../../functions/core/builds/reconcile.ts';
import { buildRow, recordBuild } from '../../functions/core/builds/record-build.ts';
import { oldListPrefix } from '../../functions/core/builds/ref-row.ts';
import { reconcileProjects } from '../../functions/reconcile.ts';
import { recordLog } from './record-log.ts';
import { startWorld, webProject, type World } from './start-world.ts';

let world: World;
/** The numbers of ids that CodeBuild was asked for at once. */
let batches: number[];
beforeEach(async () => {
  world = await startWorld();
  batches = [];
});
afterEach(() => world.stop());

const ports = (projects: readonly string[]) => ({
  rows: world.rows,
  configuration: indexConfiguration({ hooks: [], projects: projects.map((name) => ({ ...webProject, name })) }),
  builds: {
    ...world.builds,
    get(ids: readonly string[]) {
      if (ids.length > 0) batches.push(ids.length);
      return world.builds.get(ids);
    },
  },
});
const latest = async (project: string) => (await world.rows.read(project, 'latest'))?.status;

/** A build that the table knows to run, and that CodeBuild knows to have ended. */
async function endedUnseen(project: string): Promise<void> {
  const started = await world.builds.start({ project, environmentVariables: [], idempotencyToken: project });
  await recordBuild(toRecord(started, RANK.ended, undefined), world);
  world.codeBuild.end(started.id, 'SUCCEEDED');
}

/** More projects than a run has in its slice, each with a build that ended unseen. */
async function manyProjects(count: number): Promise<readonly string[]> {
  const projects = Array.from({ length: count }, (_, at) => `project-${String(at).padStart(3, '0')}`);
  for (const project of projects) {
    const started = await world.builds.start({ project, environmentVariables: [], idempotencyToken: project });
    await world.rows.advance(buildRow(started.number), toRecord(started, RANK.ended, undefined));
    world.codeBuild.end(started.id, 'SUCCEEDED');
  }
  return projects;
}

const stillUnfinished = async () => (await world.rows.unfinished()).map(({ project }) => project).sort();

test('a build of a project that left the projects file is not asked for, and the others are', async () => {
  for (const project of ['left', 'web']) await endedUnseen(project);
  world.codeBuild.refusedProjects.set('left', 'AccessDeniedException');
  expect(await reconcile(ports(['web']))).toMatchObject({ unfinished: 1, failures: [] });
  expect(await latest('web')).toBe('SUCCEEDED');
  expect(await latest('left')).toBe('IN_PROGRESS');

  world.codeBuild.refusedProjects.clear();
  await reconcile(ports(['left', 'web']));
  expect(await latest('left')).toBe('SUCCEEDED');
});

test('nothing is asked for where only projects that left have unfinished builds', async () => {
  await endedUnseen('left');
  expect(await reconcile(ports([]))).toEqual({ unfinished: 0, gone: 0, projects: 0, mended: 0, failures: [] });
  expect(batches).toEqual([]);
});

test('a refused project stops none of the others in its batch', async () => {
  const projects = await manyProjects(25);
  const refused = projects[22]!;
  world.codeBuild.refusedProjects.set(refused, 'AccessDeniedException');

  const { failures, unfinished } = await reconcile(ports(projects));
  expect(unfinished).toBe(25);
  expect(failures).toEqual([{ project: refused, error: expect.objectContaining({ name: 'AccessDeniedException' }) }]);
  expect(await stillUnfinished()).toEqual([refused]);
});

test('a project of the slice that is refused stops none behind it', async () => {
  for (const project of ['a', 'b', 'c']) {
    const { id } = await world.builds.start({ project, environmentVariables: [], idempotencyToken: project });
    world.codeBuild.end(id, 'FAILED');
  }
  world.codeBuild.refusedProjects.set('a', 'AccessDeniedException');
  expect(await reconcile(ports(['a', 'b', 'c']))).toMatchObject({ mended: 2, failures: [{ project: 'a' }] });
  expect(await latest('c')).toBe('FAILED');
});

test('a build that CodeBuild knows no more is forgotten where it was listed, also by the release before', async () => {
  const started = await world.builds.start({
    project: 'web',
    environmentVariables: [{ name: 'PUSHLIGHT_REF', value: 'refs/heads/main' }],
    idempotencyToken: 'gone',
  });
  const record = toRecord(started, RANK.ended, webProject);
  await world.rows.advance(oldListPrefix('refs/heads/main') + buildRow(started.number), record);
  await recordBuild(record, world);
  world.codeBuild.forgetBuilds();
  expect(await reconcile(ports(['web']))).toMatchObject({ gone: 1 });
  expect(await world.rows.list('web', { ref: 'refs/heads/main', limit: 10 })).toEqual([]);
});

test('a row that can not be written stops no other project', async () => {
  const projects = ['a', 'b', 'c'];
  for (const project of projects) await endedUnseen(project);
  const rows = {
    ...world.rows,
    advance: (row: string, record: BuildRecord) =>
      record.project === 'a' ? Promise.reject(new Error('the table is busy')) : world.rows.advance(row, record),
  };
  const { failures } = await reconcile({ ...ports(projects), rows });
  expect(new Set(failures.map(({ project }) => project))).toEqual(new Set(['a']));
  expect(await Promise.all(projects.map(latest))).toEqual(['IN_PROGRESS', 'SUCCEEDED', 'SUCCEEDED']);
});

test('where nothing at all can be done, the run fails', async () => {
  for (const project of ['a', 'b']) {
    await endedUnseen(project);
    world.codeBuild.refusedProjects.set(project, 'InternalServerError');
  }
  await expect(reconcile(ports(['a', 'b']))).rejects.toMatchObject({ name: 'InternalServerError' });
});

test('each build is recorded under its own number after its batch was halved', async () => {
  for (const token of ['one', 'two']) {
    const build = await world.builds.start({ project: 'web', environmentVariables: [], idempotencyToken: token });
    await world.rows.advance(buildRow(build.number), toRecord(build, RANK.ended, undefined));
    world.codeBuild.end(build.id, 'FAILED');
  }
  await endedUnseen('api');
  world.codeBuild.refusedProjects.set('api', 'ResourceNotFoundException');
  await reconcile(ports(['api', 'web']));
  expect(await world.rows.list('web', { limit: 10 })).toMatchObject([
    { number: 2, status: 'FAILED', rank: RANK.ended },
    { number: 1, status: 'FAILED', rank: RANK.ended },
  ]);
});

test('the log names the project that failed, with the reason, and the run counts as one', async () => {
  await endedUnseen('web');
  await endedUnseen('api');
  world.codeBuild.refusedProjects.set('api', 'AccessDeniedException');
  const lines = recordLog();
  await reconcileProjects(ports(['api', 'web']))();
  vi.restoreAllMocks();
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    expect.objectContaining({ event: 'project-not-reconciled', project: 'api', error: 'AccessDeniedException' }),
    expect.objectContaining({ event: 'project-not-reconciled', project: 'api', error: 'AccessDeniedException' }),
    expect.objectContaining({ event: 'reconciled', unfinished: 2, failed: 2 }),
  ]);
});
