import { readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openKeptTables } from '../../../../infra/local/tables/kept-tables.ts';
import type { Tables } from '../../../../infra/local/tables/tables.ts';
import { startStandIns, temporaryDirectory, type StandIns } from '../start-stand-ins.ts';

const SPECS = [
  {
    TableName: 'ledger',
    AttributeDefinitions: [{ AttributeName: 'k', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'k', KeyType: 'HASH' }],
  },
];

let state: Awaited<ReturnType<typeof temporaryDirectory>>;
let directory: string;
let reports: string[];
let tables: Tables;
let standIns: StandIns;
let client: DynamoDBClient;
beforeEach(async () => {
  state = await temporaryDirectory();
  directory = join(state.path, 'tables');
  reports = [];
});
afterEach(() => state.remove());

async function start(): Promise<void> {
  tables = await openKeptTables({ directory, specs: SPECS, report: (problem) => reports.push(problem) });
  standIns = await startStandIns(state.path, [tables]);
  client = new DynamoDBClient({ ...standIns.client, maxAttempts: 10 });
}
async function stop(): Promise<void> {
  client.destroy();
  await standIns.stop();
  await tables.stop();
}
const put = (k: string, text = '') =>
  client.send(new PutItemCommand({ TableName: 'ledger', Item: { k: { S: k }, text: { S: text } } }));
const has = async (k: string) =>
  (await client.send(new GetItemCommand({ TableName: 'ledger', Key: { k: { S: k } } }))).Item !== undefined;

/** A first start, which writes an entry, and its stop. */
async function used(): Promise<void> {
  await start();
  await put('kept');
  await stop();
}
const file = async (name: RegExp) =>
  join(
    directory,
    (await readdir(directory)).find((each) => name.test(each))!,
  );

test('tables that are as they were left are not reported', async () => {
  await used();
  await start();
  expect(await has('kept')).toBe(true);
  await stop();
  expect(reports).toEqual([]);
});

test.each(['a stop', 'a kill'])(
  'tables that are missing after %s are created again, and this is reported',
  async (end) => {
    await used();
    // What a kill leaves behind: only a stop records the files.
    if (end === 'a kill') await writeFile(`${directory}.json`, JSON.stringify({ tables: ['ledger'] }));
    await rm(directory, { recursive: true });
    await start();
    await stop();
    expect(reports).toEqual([
      expect.stringMatching(
        new RegExp(
          `^${directory} had lost ledger, which Pushlight has created again\\. The ledger of deliveries may be incomplete.*You do not need to do anything`,
        ),
      ),
    ]);
  },
);

test.each<[string, (log: string) => Promise<void>]>([
  ['.log changed', (log) => writeFile(log, 'garbage')],
  ['.log missing', (log) => rm(log)],
  ['had lost ledger', () => rm(join(directory, 'CURRENT'))],
])('damage since the last stop is reported once: %s', async (report, damage) => {
  await used();
  // By now, the table itself is in a different file from the last entries.
  await used();
  await damage(await file(/\.log$/));
  await start();
  await stop();
  expect(reports).toEqual([expect.stringContaining(report)]);
  await start();
  await stop();
  expect(reports).toHaveLength(1);
});

test.each<[string, () => Promise<void>]>([
  ['garbage in CURRENT', () => writeFile(join(directory, 'CURRENT'), 'garbage')],
  ['no manifest', async () => rm(await file(/^MANIFEST/))],
])('tables that cannot be opened are refused in one line that says what to do: %s', async (_, damage) => {
  await used();
  await damage();
  await expect(start()).rejects.toThrow(
    new RegExp(
      `^${directory} cannot be opened \\(.+\\): .+ Restore the directory from a backup, or delete it and start again\\. .+$`,
    ),
  );
});

test('a failing disk ends nothing: calls are refused, and served again once it works', async () => {
  await start();
  await put('kept');
  // LevelDB continues in its open files, and fails at the next one that it creates.
  await rename(directory, `${directory}-away`);
  const most = 'x'.repeat(390_000);
  const refused = new DynamoDBClient({ ...standIns.client, maxAttempts: 1 });
  const fill = async () => {
    for (let n = 0; ; n++) {
      await refused.send(new PutItemCommand({ TableName: 'ledger', Item: { k: { S: `${n}` }, text: { S: most } } }));
    }
  };
  await expect(fill()).rejects.toMatchObject({ name: 'InternalServerError' });
  refused.destroy();
  await rm(directory, { recursive: true, force: true });
  await rename(`${directory}-away`, directory);
  expect(await has('kept')).toBe(true);
  await stop();
  expect(reports).toEqual([
    expect.stringMatching(
      /^IO error: .+\. Builds and badges wait for the tables\. If the disk is full, free some space\.$/,
    ),
  ]);
});
