import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { RANK, type BuildRecord } from '../../functions/core/builds/build-record.ts';
import { indexConfiguration } from '../../functions/core/configuration.ts';
import { toRecord } from '../../functions/core/builds/to-record.ts';
import { reconcile } from '../../functions/core/builds/reconcile/reconcile.ts';
import { recordBuild } from '../../functions/core/builds/record-build.ts';
import { reconcileProjects } from '../../functions/reconcile.ts';
import { noteCalls } from './note-calls.ts';
import { recordLog } from './record-log.ts';
import { startWorld, webProject, type World } from './start-world.ts';

/** The time left at the start of a run, however long the run takes. */
const AMPLE = () => 60_000;

let world: World;
/** The number of ids in each request to CodeBuild. */
let batches: number[];
beforeEach(async () => {
  world = await startWorld();
  batches = [];
});
afterEach(() => world.stop());

const ports = (projects: readonly string[]) => ({
  now: Date.now,
  ledger: world.ledger,
  commitStatuses: world.commitStatuses,
  excerptsQueue: world.excerptsQueue,
  region: world.region,
  rows: world.rows,
  account: world.account,
  settled: world.settled,
  configuration: indexConfiguration({ hooks: [], projects: projects.map((name) => ({ ...webProject, name })) }),
  builds: {
    ...world.builds,
    get(ids: readonly string[]) {
      if (ids.length > 0) batches.push(ids.length);
      return world.builds.get(ids);
    },
  },
});
const latest = async (project: string) => (await world.rows.readNewest(project, 'latest'))?.newest.status;

/** A build that is running in the table and has ended in CodeBuild. */
async function endedUnseen(project: string): Promise<void> {
  const started = await world.builds.start({ project, environmentVariables: [], idempotencyToken: project });
  await recordBuild(toRecord(started, RANK.ended, undefined), world);
  world.codeBuild.end(started.id, 'SUCCEEDED');
}

/** More projects than a slice has, each with a build whose end was not seen. */
async function manyProjects(count: number): Promise<readonly string[]> {
  const projects = Array.from({ length: count }, (_, at) => `project-${String(at).padStart(3, '0')}`);
  for (const project of projects) {
    const started = await world.builds.start({ project, environmentVariables: [], idempotencyToken: project });
    await world.rows.advanceBuild(toRecord(started, RANK.ended, undefined));
    world.codeBuild.end(started.id, 'SUCCEEDED');
  }
  return projects;
}

const stillUnfinished = async () => (await world.rows.unfinished()).map(({ project }) => project).sort();

test('a build of a project that left the projects file is not read, and the others are', async () => {
  for (const project of ['left', 'web']) await endedUnseen(project);
  world.codeBuild.refusedProjects.set('left', 'AccessDeniedException');
  expect(await reconcile(ports(['web']), AMPLE)).toMatchObject({ unfinished: 1, failures: [] });
  expect(await latest('web')).toBe('SUCCEEDED');
  expect(await latest('left')).toBe('IN_PROGRESS');

  world.codeBuild.refusedProjects.clear();
  await reconcile(ports(['left', 'web']), AMPLE);
  expect(await latest('left')).toBe('SUCCEEDED');
});

test('if only projects that left the file have unfinished builds, nothing is read', async () => {
  await endedUnseen('left');
  expect(await reconcile(ports([]), AMPLE)).toEqual({
    listed: 0,
    unfinished: 0,
    gone: 0,
    left: 0,
    projects: 0,
    mended: 0,
    takenOver: 0,
    failures: [],
  });
  expect(batches).toEqual([]);
});

test('a refused project does not stop the others in its batch', async () => {
  const projects = await manyProjects(25);
  const refused = projects[22]!;
  world.codeBuild.refusedProjects.set(refused, 'AccessDeniedException');

  const { failures, unfinished } = await reconcile(ports(projects), AMPLE);
  expect(unfinished).toBe(25);
  expect(failures).toEqual([{ project: refused, error: expect.objectContaining({ name: 'AccessDeniedException' }) }]);
  expect(await stillUnfinished()).toEqual([refused]);
});

test('a refused project in the slice does not stop those behind it', async () => {
  for (const project of ['a', 'b', 'c']) {
    const { id } = await world.builds.start({ project, environmentVariables: [], idempotencyToken: project });
    world.codeBuild.end(id, 'FAILED');
  }
  world.codeBuild.refusedProjects.set('a', 'AccessDeniedException');
  expect(await reconcile(ports(['a', 'b', 'c']), AMPLE)).toMatchObject({ mended: 2, failures: [{ project: 'a' }] });
  expect(await latest('c')).toBe('FAILED');
});

test('a build that CodeBuild no longer knows is removed from the lists', async () => {
  const started = await world.builds.start({
    project: 'web',
    environmentVariables: [{ name: 'PUSHLIGHT_REF', value: 'refs/heads/main' }],
    idempotencyToken: 'gone',
  });
  const record = toRecord(started, RANK.ended, webProject);
  await recordBuild(record, world);
  world.codeBuild.forgetBuilds();
  const all = ports(['web']);
  const told: unknown[] = [];
  const tell = async (_: BuildRecord, lost?: 'lost') => void told.push(lost);
  // BatchGetBuilds may not know yet what StartBuild has just returned.
  const soon = () => record.startedAt! + 299_999;
  expect(await reconcile({ ...all, tell, now: soon }, AMPLE)).toMatchObject({ gone: 0, left: 0 });
  expect(await world.rows.readBuild('web', 1)).toEqual(record);
  expect(told).toEqual([]);
  const later = () => record.startedAt! + 300_000;
  expect(await reconcile({ ...all, tell, now: later }, AMPLE)).toMatchObject({ gone: 1 });
  expect(await world.rows.list('web', { ref: 'refs/heads/main', limit: 10 })).toEqual([]);
  expect(told).toEqual(['lost']);
});

test('a row that cannot be written does not stop any other project', async () => {
  const projects = ['a', 'b', 'c'];
  for (const project of projects) await endedUnseen(project);
  const rows = {
    ...world.rows,
    advanceNewest: (row: string, record: BuildRecord) =>
      record.project === 'a' ? Promise.reject(new Error('the table is busy')) : world.rows.advanceNewest(row, record),
  };
  const { failures } = await reconcile({ ...ports(projects), rows }, AMPLE);
  expect(new Set(failures.map(({ project }) => project))).toEqual(new Set(['a']));
  expect(await Promise.all(projects.map(latest))).toEqual(['IN_PROGRESS', 'SUCCEEDED', 'SUCCEEDED']);
});

test('if nothing at all can be done, the run fails', async () => {
  for (const project of ['a', 'b']) {
    await endedUnseen(project);
    world.codeBuild.refusedProjects.set(project, 'InternalServerError');
  }
  await expect(reconcile(ports(['a', 'b']), AMPLE)).rejects.toMatchObject({ name: 'InternalServerError' });
});

test('after its batch was halved, each build is still recorded under its own number', async () => {
  for (const token of ['one', 'two']) {
    const build = await world.builds.start({ project: 'web', environmentVariables: [], idempotencyToken: token });
    await world.rows.advanceBuild(toRecord(build, RANK.ended, undefined));
    world.codeBuild.end(build.id, 'FAILED');
  }
  await endedUnseen('api');
  world.codeBuild.refusedProjects.set('api', 'ResourceNotFoundException');
  await reconcile(ports(['api', 'web']), AMPLE);
  expect(await world.rows.list('web', { limit: 10 })).toMatchObject([
    { number: 2, status: 'FAILED', rank: RANK.ended },
    { number: 1, status: 'FAILED', rank: RANK.ended },
  ]);
});

test('the log names the project that failed, with the reason, and counts it once for the run', async () => {
  await endedUnseen('web');
  await endedUnseen('api');
  world.codeBuild.refusedProjects.set('api', 'AccessDeniedException');
  const lines = recordLog();
  await reconcileProjects(ports(['api', 'web']))(AMPLE);
  vi.restoreAllMocks();
  expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
    expect.objectContaining({ event: 'project-not-reconciled', project: 'api', error: 'AccessDeniedException' }),
    expect.objectContaining({ event: 'reconciled', unfinished: 2, failed: 1 }),
  ]);
});

describe('a run with less time than it needs', () => {
  /** Builds of one project whose end was not seen, oldest first. */
  async function backlog(count: number): Promise<void> {
    for (let number = 1; number <= count; number++) {
      const build = await world.builds.start({
        project: 'web',
        environmentVariables: [],
        idempotencyToken: `${number}`,
      });
      const startedAt = number * 1000;
      await world.rows.advanceBuild({ ...toRecord(build, RANK.ended, undefined), startedAt });
      world.codeBuild.end(build.id, 'SUCCEEDED');
    }
  }
  /** The numbers of the builds that are still unfinished in the table. */
  const unfinished = async () => (await world.rows.unfinished()).map(({ number }) => number).sort((a, b) => a - b);

  /** A minute, of which each recorded build takes a part; nothing is recorded after it. */
  function minute(seconds: number) {
    let left = 60_000;
    const recorded: string[] = [];
    const { rows, ...others } = ports(['web']);
    return {
      recorded,
      timeLeft: () => left,
      ports: {
        ...others,
        rows: {
          ...rows,
          async advanceNewest(row: string, record: BuildRecord) {
            if (row === 'latest') {
              expect(left).toBeGreaterThan(0);
              left -= seconds * 1000;
              recorded.push(`${record.number}`);
            }
            return rows.advanceNewest(row, record);
          },
        },
      },
    };
  }

  test('records the newest builds first, and the next runs continue', async () => {
    await backlog(7);
    // Of 60 s, 20 s are reserved for the slice of projects and 10 s stay free: three builds of 15 s fit in each run.
    const first = minute(15);
    expect(await reconcile(first.ports, first.timeLeft)).toMatchObject({
      unfinished: 7,
      left: 4,
      mended: 1,
      projects: 0,
    });
    expect(first.recorded).toEqual(['7', '6', '5', '4']);
    expect(await unfinished()).toEqual([1, 2, 3]);

    const second = minute(15);
    expect(await reconcile(second.ports, second.timeLeft)).toMatchObject({ unfinished: 3, left: 0, projects: 1 });
    expect(await unfinished()).toEqual([]);
  });

  test('does not let running builds delay finished ones', async () => {
    await backlog(2);
    for (const token of ['x', 'y', 'z']) {
      const build = await world.builds.start({ project: 'web', environmentVariables: [], idempotencyToken: token });
      await world.rows.advanceBuild(toRecord(build, RANK.ended, undefined));
    }
    const run = minute(20);
    await reconcile(run.ports, run.timeLeft);
    expect(run.recorded.slice(0, 2)).toEqual(['2', '1']);
    expect(await unfinished()).toEqual([3, 4, 5]);
  });

  test('makes the next slice begin with the first project that was not reached', async () => {
    world.codeBuild.refuseToList('AccessDeniedException');
    const names = ['a', 'b', 'c', 'd'];
    for (const project of names) {
      const { id } = await world.builds.start({ project, environmentVariables: [], idempotencyToken: project });
      world.codeBuild.end(id, 'FAILED');
    }
    let left = 60_000;
    const { builds, ...others } = ports(names);
    const newestIds = (project: string) => {
      left -= 20_000;
      return builds.newestIds(project);
    };
    const slow = { ...others, builds: { ...builds, newestIds } };
    expect(await reconcile(slow, () => left)).toMatchObject({ projects: 2, mended: 2 });
    expect(await Promise.all(names.map(latest))).toEqual(['FAILED', 'FAILED', undefined, undefined]);

    left = 60_000;
    expect(await reconcile(slow, () => left)).toMatchObject({ projects: 2, mended: 2 });
    expect(await Promise.all(names.map(latest))).toEqual(['FAILED', 'FAILED', 'FAILED', 'FAILED']);
  });
});

describe('the builds that CodeBuild lists first', () => {
  const PROJECTS = Array.from({ length: 5000 }, (_, at) => `project-${String(at).padStart(4, '0')}`);
  const LAST = PROJECTS.at(-1)!;

  /** A build that ended, and of which no event ever arrived. */
  async function lostBuild(project: string): Promise<void> {
    const { id } = await world.builds.start({ project, environmentVariables: [], idempotencyToken: project });
    world.codeBuild.end(id, 'FAILED');
  }

  test('are found by the next run, however many projects there are', async () => {
    await lostBuild(LAST);
    expect(await reconcile(ports(PROJECTS), AMPLE)).toMatchObject({ listed: 1, mended: 1, projects: 20 });
    expect(await latest(LAST)).toBe('FAILED');
    expect(await reconcile(ports(PROJECTS), AMPLE)).toMatchObject({ listed: 1, mended: 0 });
  });

  test('are requested until they are known to have ended', async () => {
    const { id } = await world.builds.start({ project: 'web', environmentVariables: [], idempotencyToken: 'one' });
    for (const end of [undefined, 'FAILED', undefined]) {
      if (end !== undefined) world.codeBuild.end(id, end);
      await reconcile(ports(['web']), AMPLE);
    }
    expect(batches).toEqual([1, 1, 1]);
    await lostBuild('web');
    await reconcile(ports(['web']), AMPLE);
    expect(batches).toEqual([1, 1, 1, 1]);
    expect(world.settled.size).toBe(2);
  });

  test.each(['AccessDeniedException', 'ThrottlingException'])(
    'are found project by project where ListBuilds fails with %s',
    async (error) => {
      const names = PROJECTS.slice(0, 41);
      world.codeBuild.refuseToList(error);
      await lostBuild(names[40]!);
      const lines = recordLog();
      for (const found of [undefined, undefined, 'FAILED']) {
        await reconcileProjects(ports(names))(AMPLE);
        expect(await latest(names[40]!)).toBe(found);
      }
      vi.restoreAllMocks();
      expect(JSON.parse(lines[0]!)).toMatchObject({ event: 'builds-not-listed', error });
      expect(JSON.parse(lines[1]!)).toMatchObject({ event: 'reconciled', listed: 0, failed: 0, projects: 20 });
    },
  );

  test('are not requested if their projects are not in the projects file', async () => {
    for (const project of ['foreign', 'web']) await lostBuild(project);
    world.codeBuild.refusedProjects.set('foreign', 'AccessDeniedException');
    expect(await reconcile(ports(['web']), AMPLE)).toMatchObject({ listed: 1, mended: 1, failures: [] });
    expect(batches).toEqual([1]);
  });
});

test('rows that have not changed are not written again, however many builds run', async () => {
  const projects = Array.from({ length: 58 }, (_, at) => `project-${at}`);
  for (const project of projects) {
    const build = await world.builds.start({ project, environmentVariables: [], idempotencyToken: project });
    await recordBuild(toRecord(build, RANK.ended, undefined), world);
  }
  const { port: rows, calls } = noteCalls(world.rows);
  expect(await reconcile({ ...ports(projects), rows }, AMPLE)).toMatchObject({ unfinished: 58, left: 0, mended: 0 });
  expect(calls.filter((name) => /^(?:advance|write|remove)/.test(name))).toEqual(['writeCursor', 'writeCursor']);
});

test('if a running build no longer exists, its badge shows the last result again', async () => {
  await endedUnseen('web');
  await reconcile(ports(['web']), AMPLE);
  const ended = (await world.rows.readNewest('web', 'latest'))?.newest;
  world.codeBuild.forgetBuilds();
  const gone = { project: 'web', buildId: 'web:gone', number: 2, rank: RANK.running, status: 'IN_PROGRESS' } as const;
  await recordBuild(gone, world);
  expect(await latest('web')).toBe('IN_PROGRESS');
  expect(await reconcile(ports(['web']), AMPLE)).toMatchObject({ gone: 1 });
  expect(await world.rows.readNewest('web', 'latest')).toEqual({ newest: ended, ended });
  expect(await world.rows.readBuild('web', 2)).toBeUndefined();
});

describe('a project that was deleted and created again, whose old builds CodeBuild keeps', () => {
  /** The first build of the old project, and the one of the new project with the same number. */
  async function recreated() {
    const { id } = await world.builds.start({ project: 'web', environmentVariables: [], idempotencyToken: 'old' });
    world.codeBuild.end(id, 'FAILED');
    const all = ports(['other', 'web']);
    const builds = {
      ...all.builds,
      newestIds: async (project: string) => (project === 'web' ? ['web:new', id] : []),
      async get(ids: readonly string[]) {
        const { found, notFound } = await all.builds.get(ids.filter((each) => each !== 'web:new'));
        const old = found.find((each) => each.id === id);
        const [startedAt, endedAt] = [Date.now() + 120_000, Date.now() + 180_000];
        const newBuild = { ...old!, id: 'web:new', number: 1, status: 'SUCCEEDED', startedAt, endedAt } as const;
        return {
          found: [
            ...(ids.includes(newBuild.id) ? [{ ...newBuild, project: 'web', environmentVariables: {} }] : []),
            ...found,
          ],
          notFound,
        };
      },
    };
    return { ...all, builds };
  }

  test.each([true, false])('shows the new build, and settles (listed: %s)', async (isListed) => {
    const all = await recreated();
    const account = {
      listedIds: async () => (isListed ? ['web:new', ...(await world.builds.newestIds('web'))] : []),
    };
    expect(await reconcile({ ...all, account }, AMPLE)).toMatchObject({ failures: [] });
    for (const settled of [all.settled, new Set<string>()]) {
      expect(await reconcile({ ...all, account, settled }, AMPLE)).toMatchObject({ mended: 0, failures: [] });
      expect((await world.rows.readNewest('web', 'latest'))?.newest).toMatchObject({ buildId: 'web:new', number: 1 });
    }
  });
});

test('if the rows of listed builds cannot be read, the rest of the run takes place', async () => {
  const { id } = await world.builds.start({ project: 'web', environmentVariables: [], idempotencyToken: 'one' });
  world.codeBuild.end(id, 'FAILED');
  const rows = { ...world.rows, readBuilds: () => Promise.reject(new Error('the table is busy')) };
  expect(await reconcile({ ...ports(['web']), rows }, AMPLE)).toMatchObject({
    projects: 1,
    mended: 1,
    failures: [{ project: 'web', error: new Error('the table is busy') }],
  });
  expect(await latest('web')).toBe('FAILED');
});

describe('a build that CodeBuild never ended in sight, of a project that left the projects file', () => {
  const DAYS = 2 * 24 * 3600_000;
  const startedAt = Date.now() - DAYS;
  const running = (project: string): BuildRecord => ({
    project,
    buildId: `${project}:lost`,
    number: 1,
    rank: RANK.running,
    status: 'IN_PROGRESS',
    ref: 'refs/heads/main',
    startedAt,
  });

  test('is given up in every row, told once, and shown with its true end if the project returns', async () => {
    await recordBuild(running('web'), world);
    let told = 0;
    const tell = async () => void (told += 1);
    for (const _ of ['first', 'second']) await reconcile({ ...ports([]), tell }, AMPLE);
    expect(told).toBe(1);
    const states = async () => [
      (await world.rows.readBuild('web', 1))?.status,
      await latest('web'),
      (await world.rows.readNewest('web', 'ref#refs/heads/main'))?.ended?.status,
    ];
    expect(await states()).toEqual(['FAULT', 'FAULT', 'FAULT']);

    const found = { ...running('web'), id: 'web:lost', sourceVersion: 'main', environmentVariables: {} };
    const get = async () => ({ found: [{ ...found, status: 'SUCCEEDED' as const }], notFound: [] });
    const all = ports(['web']);
    await reconcile({ ...all, builds: { ...all.builds, get } }, AMPLE);
    expect(await states()).toEqual(['SUCCEEDED', 'SUCCEEDED', 'SUCCEEDED']);
  });

  test('stops neither the others nor the run if its commit cannot be told', async () => {
    for (const project of ['left', 'other']) await recordBuild(running(project), world);
    await endedUnseen('web');
    const tell = ({ project }: BuildRecord) =>
      project === 'left' ? Promise.reject(new Error('the queue is gone')) : Promise.resolve();
    const { failures } = await reconcile({ ...ports(['web']), tell }, AMPLE);
    expect(failures).toEqual([{ project: 'left', error: new Error('the queue is gone') }]);
    expect(await Promise.all(['left', 'other', 'web'].map(latest))).toEqual(['IN_PROGRESS', 'FAULT', 'SUCCEEDED']);
  });
});

test('the builds of a project are read from the table only if CodeBuild lists one that is not known to have ended', async () => {
  world.codeBuild.refuseToList('AccessDeniedException');
  const start = (token: string) =>
    world.builds.start({ project: 'web', environmentVariables: [], idempotencyToken: token });
  const { port: rows, calls } = noteCalls(world.rows);
  const all = { ...ports(['api', 'web']), rows };
  const lists = async () => {
    calls.length = 0;
    const { mended } = await reconcile(all, AMPLE);
    return [calls.filter((name) => name === 'list').length, mended];
  };
  const { id } = await start('one');
  expect(await lists()).toEqual([1, 1]);
  world.codeBuild.end(id, 'FAILED');
  // It is unfinished according to the table, and settled by the slice after that.
  await lists();
  expect(await lists()).toEqual([0, 0]);
  const second = await start('two');
  world.codeBuild.end(second.id, 'SUCCEEDED');
  expect(await lists()).toEqual([1, 1]);
  expect(await lists()).toEqual([0, 0]);
  expect(await latest('web')).toBe('SUCCEEDED');
});

test('only the latest 20,000 builds are remembered as ended', async () => {
  const settled = new Set(Array.from({ length: 20_001 }, (_, at) => `web:${at}`));
  await reconcile({ ...ports([]), settled }, AMPLE);
  expect(settled.size).toBe(20_000);
  expect(settled.has('web:0')).toBe(false);
});

test('the end of an earlier build that arrives while a later one is forgotten is kept', async () => {
  const running = (number: number): BuildRecord => ({
    project: 'web',
    buildId: `web:${number}`,
    number,
    rank: RANK.running,
    status: 'IN_PROGRESS',
  });
  await recordBuild(running(2), world);
  const ended = { ...running(1), rank: RANK.ended, status: 'SUCCEEDED' } as const;
  const rows = {
    ...world.rows,
    async remove(row: string, record: BuildRecord) {
      if (row === 'latest') await recordBuild(ended, world);
      return world.rows.remove(row, record);
    },
  };
  await reconcile({ ...ports(['web']), rows }, AMPLE);
  expect(await world.rows.readNewest('web', 'latest')).toEqual({ newest: ended, ended });
});
