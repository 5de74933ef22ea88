import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RANK, type BuildRecord, type DetailedRecord } from '../../../../functions/core/builds/build-record.ts';
import { recordBuild, type RecordPorts } from '../../../../functions/core/builds/record-build.ts';
import { rounds } from '../../../soak.ts';
import { noteCalls } from '../../note-calls.ts';
import { startWorld, type World } from '../../start-world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.stop());

const sha = 'b'.repeat(40);
let projects = 0;
const newProject = () => `project-${++projects}`;
const record = (project: string, number: number, changes: Partial<DetailedRecord> = {}): DetailedRecord => ({
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
const write = (made: DetailedRecord, builds: RecordPorts['builds'] = nobodyAsked) =>
  recordBuild(made, { rows: world.rows, builds });
const newest = (project: string, row: string) => world.rows.readNewest(project, row);
const gone = (...notFound: readonly string[]) => ({ get: async () => ({ found: [], notFound }) });

/** A row with a status that no release knows. */
async function putUnreadable(project: string, row: string): Promise<void> {
  const client = new DynamoDBClient(world.client);
  const texts = { project, row, buildId: `${project}:5`, status: 'NEW_ONE' };
  const Item = {
    ...Object.fromEntries(Object.entries(texts).map(([name, S]) => [name, { S }])),
    number: { N: '5' },
    rank: { N: '3' },
  };
  await client.send(new PutItemCommand({ TableName: 'BuildsTable', Item }));
  client.destroy();
}

const NEWEST_ROWS = ['latest', 'ref#refs/heads/main', `commit#${sha}`];

/** All that is ever reported of a build that ends so, or runs on. */
const reportsOf = (project: string, number: number, end?: BuildRecord['status']) => [
  record(project, number, { rank: RANK.queued }),
  record(project, number),
  ...(end === undefined
    ? []
    : [
        record(project, number, { rank: RANK.endedByEvent, status: 'FAILED' }),
        record(project, number, { rank: RANK.ended, status: end }),
      ]),
];

/** Every report at least once, some again, in any order and all at once. */
const inAnyOrder = (count: number, again: readonly number[]) =>
  fc.shuffledSubarray([...Array(count).keys(), ...again], {
    minLength: count + again.length,
    maxLength: count + again.length,
  });

describe('recordBuild', () => {
  test('asks for an excerpt once, when the end is first reported, before it is written, with all that is known', async () => {
    const project = newProject();
    const asked: DetailedRecord[] = [];
    const askExcerpt = async (each: DetailedRecord) => {
      expect((await world.rows.readBuild(project, 1))?.rank).not.toBe(RANK.ended);
      asked.push(each);
    };
    const report = (changes: Partial<DetailedRecord>, rows = world.rows) =>
      recordBuild(record(project, 1, changes), { rows, builds: nobodyAsked, askExcerpt });
    const failed = { rank: RANK.ended, status: 'FAILED', endedAt: 9000 } as const;
    await report({ fork: false, reason: 'a push' });
    expect(asked).toEqual([]);
    const down = () => Promise.reject(new Error('the table is down'));
    await expect(report(failed, { ...world.rows, advanceBuild: down })).rejects.toThrow('the table is down');
    await report(failed);
    await report(failed);
    // Once in vain, and once.
    expect(asked).toHaveLength(2);
    expect(asked[1]).toMatchObject({ ...failed, fork: false, reason: 'a push' });
  });

  test('leaves the newest build’s last state in every row, in whatever order and however often reports arrive', async () => {
    const makeReports = (project: string) => [
      ...reportsOf(project, 1, 'SUCCEEDED'),
      ...reportsOf(project, 2, 'TIMED_OUT'),
    ];
    await fc.assert(
      fc.asyncProperty(inAnyOrder(8, [3, 7, 7]), async (indexes) => {
        const project = newProject();
        const reports = makeReports(project);
        await Promise.all(indexes.map((index) => write(reports[index]!)));
        const last = reports[7]!;
        for (const row of NEWEST_ROWS) expect(await newest(project, row)).toEqual({ newest: last, ended: last });
        expect(await world.rows.readBuild(project, 2)).toEqual(last);
        expect(await world.rows.readBuild(project, 1)).toEqual(reports[3]);
      }),
      { numRuns: rounds(5) },
    );
  });

  test('keeps the last result while a newer build runs, in whatever order and however often reports arrive', async () => {
    const makeReports = (project: string) => [
      ...reportsOf(project, 1, 'FAILED'),
      ...reportsOf(project, 2, 'SUCCEEDED'),
      ...reportsOf(project, 3),
    ];
    await fc.assert(
      fc.asyncProperty(inAnyOrder(10, [7, 8, 9]), async (indexes) => {
        const project = newProject();
        const reports = makeReports(project);
        await Promise.all(indexes.map((index) => write(reports[index]!)));
        for (const row of NEWEST_ROWS) {
          expect(await newest(project, row)).toEqual({ newest: reports[9], ended: reports[7] });
        }
      }),
      { numRuns: rounds(5) },
    );
  });

  test('keeps what each report adds to the build’s row, in whatever order they arrive', async () => {
    const details = { reason: 'Filter group 1 passed.', fork: false };
    const phases = [{ type: 'QUEUED', status: 'SUCCEEDED', startedAt: 1000, endedAt: 2000 }];
    const makeReports = (project: string) => [
      record(project, 1, { rank: RANK.queued, ...details, initiator: 'pushlight' }),
      record(project, 1, { phases }),
      record(project, 1, { rank: RANK.ended, status: 'FAILED', failure: 'COMMAND_EXECUTION_ERROR: exit status 1' }),
    ];
    await fc.assert(
      fc.asyncProperty(inAnyOrder(3, [0, 1]), async (indexes) => {
        const project = newProject();
        const reports = makeReports(project);
        for (const index of indexes) await write(reports[index]!);
        expect(await world.rows.readBuild(project, 1)).toEqual({ ...reports[0], ...reports[1], ...reports[2] });
      }),
      { numRuns: rounds(3) },
    );
  });

  test('a pull request’s build is never shown as the project’s latest', async () => {
    const project = newProject();
    await write(record(project, 1, { ref: 'refs/pull/7/head' }));
    expect(await newest(project, 'latest')).toBeUndefined();
    expect(await newest(project, 'ref#refs/heads/main')).toBeUndefined();
    expect(await newest(project, 'ref#refs/pull/7/head')).toMatchObject({ newest: { number: 1 } });
  });

  test('a build with a lower number that started clearly later replaces the old one without a question', async () => {
    const project = newProject();
    const old = record(project, 9, { rank: RANK.ended, status: 'FAILED' });
    await write(old);
    const running = record(project, 1, { buildId: `${project}:new`, startedAt: 9000 + 60_001 });
    await write(running);
    for (const row of NEWEST_ROWS) expect(await newest(project, row)).toEqual({ newest: running, ended: old });
    const ended = { ...running, rank: RANK.ended, status: 'SUCCEEDED' } as const;
    await write(ended);
    for (const row of NEWEST_ROWS) expect(await newest(project, row)).toEqual({ newest: ended, ended });
    expect(await world.rows.readBuild(project, 1)).toEqual(ended);
  });

  test('a late report of a deleted project’s build does not replace the recreated one’s', async () => {
    const project = newProject();
    const recreated = record(project, 1, {
      buildId: `${project}:new`,
      startedAt: 10_000_000,
      rank: RANK.ended,
      status: 'FAILED',
    });
    await write(recreated);
    for (const rank of [RANK.running, RANK.endedByEvent, RANK.ended] as const) {
      await write(record(project, 10, { rank, ...(rank > RANK.running && { status: 'STOPPED' }) }));
    }
    for (const row of NEWEST_ROWS) expect(await newest(project, row)).toEqual({ newest: recreated, ended: recreated });
    await write(record(project, 1), nobodyAsked);
    expect(await world.rows.readBuild(project, 1)).toEqual(recreated);
  });

  test('the builds of deleted and recreated projects end in the same rows in any order', async () => {
    const makeReports = (project: string) => {
      const makeNew = (number: number, changes: Partial<DetailedRecord>) =>
        record(project, number, {
          buildId: `${project}:new-${number}`,
          startedAt: 10_000_000 + number * 1000,
          ...changes,
        });
      return [
        ...reportsOf(project, 8, 'SUCCEEDED'),
        ...reportsOf(project, 9, 'FAILED'),
        makeNew(1, { rank: RANK.ended, status: 'SUCCEEDED' }),
        makeNew(2, {}),
        makeNew(2, { rank: RANK.ended, status: 'TIMED_OUT' }),
      ];
    };
    await fc.assert(
      fc.asyncProperty(inAnyOrder(11, [3, 7]), async (indexes) => {
        const project = newProject();
        const reports = makeReports(project);
        await Promise.all(indexes.map((index) => write(reports[index]!)));
        const last = reports[10]!;
        for (const row of NEWEST_ROWS) expect(await newest(project, row)).toEqual({ newest: last, ended: last });
      }),
      { numRuns: rounds(5) },
    );
  });

  test('a build with a lower number that started just later replaces the old one only if CodeBuild no longer knows it', async () => {
    const project = newProject();
    const old = record(project, 9, { rank: RANK.ended, status: 'FAILED' });
    const recreated = record(project, 1, { buildId: `${project}:new`, startedAt: 9001 });
    await write(old);

    await write(recreated, gone());
    for (const row of NEWEST_ROWS) expect(await newest(project, row)).toEqual({ newest: old, ended: old });

    await write({ ...recreated, rank: RANK.endedByEvent, status: 'STOPPED' }, gone());
    for (const row of NEWEST_ROWS) expect(await newest(project, row)).toEqual({ newest: old, ended: old });

    const ended = { ...recreated, rank: RANK.ended, status: 'SUCCEEDED' } as const;
    await write(ended, gone(old.buildId));
    for (const row of NEWEST_ROWS) expect(await newest(project, row)).toEqual({ newest: ended, ended });
  });

  test('while the first build of a recreated project runs, the last result is still the old one', async () => {
    const project = newProject();
    const old = record(project, 9, { rank: RANK.ended, status: 'FAILED' });
    const recreated = record(project, 1, { buildId: `${project}:new`, startedAt: 10_000_000 });
    await write(old);
    await write(recreated, gone(old.buildId));
    expect(await newest(project, 'latest')).toEqual({ newest: recreated, ended: old });
    const next = record(project, 2, { buildId: `${project}:next`, startedAt: 11_000_000 });
    await write(next);
    const ended = { ...recreated, rank: RANK.ended, status: 'SUCCEEDED' } as const;
    await write(ended, gone(old.buildId));
    expect(await newest(project, 'latest')).toEqual({ newest: next, ended });
  });

  test.each(['latest', 'build#000000000004'])('a row %s that cannot be read ends in an error', async (row) => {
    const project = newProject();
    await putUnreadable(project, row);
    const message = `The build ${project}:4 could not be written to the row ${row} of ${project}`;
    await expect(write(record(project, 4))).rejects.toThrow(message);
  });

  test('the row of a build never mixes two builds, even if its project was recreated', async () => {
    const project = newProject();
    const known = { reason: 'Filter group 1 passed.', fork: true, retryUntil: 5000 } as const;
    const old = record(project, 1, { rank: RANK.ended, status: 'FAILED', ...known });
    const recreated = record(project, 1, { buildId: `${project}:new`, startedAt: 1001 });
    await write(old);
    await write(recreated, gone());
    expect(await world.rows.readBuild(project, 1)).toEqual(old);
    await write(recreated, gone(old.buildId));
    expect(await world.rows.readBuild(project, 1)).toEqual(recreated);
    await write(old, gone());
    expect(await world.rows.readBuild(project, 1)).toEqual(recreated);
  });

  test('a build does not replace another with the same number, unless CodeBuild no longer knows that one', async () => {
    const project = newProject();
    const old = record(project, 1);
    const recreated = { rank: RANK.ended, status: 'FAILED', buildId: `${project}:new`, startedAt: 1001 } as const;
    await write(old);
    await write(record(project, 1, recreated), gone());
    for (const row of NEWEST_ROWS) expect((await newest(project, row))?.newest).toEqual(old);
    expect(await world.rows.readBuild(project, 1)).toEqual(old);
  });

  test('a ref or commit that only a later report of the same rank knows gets its row', async () => {
    const project = newProject();
    const whole = record(project, 1, { rank: RANK.ended, status: 'FAILED' });
    const { ref: _ref, ...withoutRef } = whole;
    const { commit: _commit, ...withoutBoth } = withoutRef;
    for (const report of [withoutBoth, withoutRef, whole]) await write(report);
    for (const row of NEWEST_ROWS) expect(await newest(project, row)).toMatchObject({ newest: { number: 1 } });
    expect(await world.rows.readBuild(project, 1)).toEqual(whole);
  });

  test('the sparse index contains only builds whose end is not certain', async () => {
    const project = newProject();
    const unfinished = async () => (await world.rows.unfinished()).filter((each) => each.project === project);
    await write(record(project, 1));
    expect(await unfinished()).toHaveLength(1);
    const told = record(project, 1, { rank: RANK.endedByEvent, status: 'FAILED' });
    await write(told);
    expect(await unfinished()).toEqual([told]);
    await write({ ...told, rank: RANK.ended, status: 'TIMED_OUT' });
    expect(await unfinished()).toEqual([]);
  });
});

describe('a report takes', () => {
  /** The calls that it makes of the table. */
  async function callsOf(made: DetailedRecord): Promise<readonly string[]> {
    const { port: rows, calls } = noteCalls(world.rows);
    await recordBuild(made, { rows, builds: nobodyAsked });
    return calls;
  }
  const USUAL = ['advanceNewest', 'advanceNewest', 'advanceNewest', 'advanceBuild'];

  test('one write per row for a build that starts, runs and ends', async () => {
    const project = newProject();
    for (const report of [...reportsOf(project, 1, 'FAILED'), ...reportsOf(project, 2, 'SUCCEEDED')]) {
      expect(await callsOf(report)).toEqual(USUAL);
    }
  });

  test('one write and one read if another report has already brought it', async () => {
    const project = newProject();
    for (const report of reportsOf(project, 1, 'FAILED')) await write(report);
    for (const report of reportsOf(project, 1, 'FAILED')) {
      expect(await callsOf(report)).toEqual(['advanceNewest', 'readBuild']);
    }
  });

  test('one more write if it adds only details to a later report', async () => {
    const project = newProject();
    await write(record(project, 1));
    const started = record(project, 1, { rank: RANK.queued, reason: 'Filter group 1 passed.', fork: false });
    expect(await callsOf(started)).toEqual(['advanceNewest', 'readBuild', 'writeBuild']);
    expect(await callsOf(started)).toEqual(['advanceNewest', 'readBuild']);
  });

  test('the remaining writes if an earlier attempt was killed between two rows', async () => {
    for (const rows of [1, 2, 3]) {
      const project = newProject();
      const report = record(project, 1, { rank: RANK.ended, status: 'FAILED' });
      let left = rows;
      const dying = {
        ...world.rows,
        advanceNewest: (row: string, made: BuildRecord) =>
          (left -= 1) < 0 ? Promise.reject(new Error('killed')) : world.rows.advanceNewest(row, made),
        advanceBuild: () => Promise.reject(new Error('killed')),
      };
      await expect(recordBuild(report, { rows: dying, builds: nobodyAsked })).rejects.toThrow('killed');
      await write(report);
      for (const row of NEWEST_ROWS) expect(await newest(project, row)).toEqual({ newest: report, ended: report });
      expect(await world.rows.readBuild(project, 1)).toEqual(report);
    }
  });
});
