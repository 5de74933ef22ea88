import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { sentStatusesTable } from '../../../functions/adapters/sent-statuses-table.ts';
import { RANK } from '../../../functions/core/builds/build-record.ts';
import type { SentStatuses } from '../../../functions/core/statuses/status-ports.ts';
import { createTables } from '../../../infra/local/tables/tables.ts';
import type { TableSpec } from '../../../infra/serverless-file/table-spec.ts';
import { startStandIns, temporaryDirectory } from '../../infra/local/start-stand-ins.ts';

let sent: SentStatuses;
let stop: () => Promise<void>;
beforeAll(async () => {
  const file = readFileSync(new URL('../../../infra/resources/tables.yml', import.meta.url), 'utf8');
  const { Resources } = parse(file) as { Resources: Record<string, { Properties: Omit<TableSpec, 'TableName'> }> };
  const tables = await createTables({
    specs: [{ ...Resources['CommitStatusesTable']!.Properties, TableName: 'sent' }],
  });
  const directory = await temporaryDirectory();
  const standIns = await startStandIns(directory.path, [tables]);
  sent = sentStatusesTable('sent', standIns.access);
  stop = async () => {
    await standIns.stop();
    await tables.stop();
    await directory.remove();
  };
});
afterAll(() => stop());

const status = {
  phase: 'sending',
  number: 42,
  rank: RANK.ended,
  state: 'timed out',
  description: 'timed out — 😀',
} as const;

test('a row is read back as written, and overwritten only by a writer that has read it', async () => {
  expect(await sent.read('a')).toBe(undefined);
  expect(await sent.write('a', status, undefined)).toBe(true);
  expect(await sent.write('a', status, undefined)).toBe(false);
  const known = (await sent.read('a'))!;
  expect(known).toEqual({ ...status, version: 1 });
  expect(await sent.write('a', { ...status, phase: 'sent', pipelineId: 7 }, known)).toBe(true);
  expect(await sent.write('a', { ...status, phase: 'full' }, known)).toBe(false);
  expect(await sent.read('a')).toEqual({ ...status, phase: 'sent', pipelineId: 7, version: 2 });
});

test('of many simultaneous writers, one succeeds', async () => {
  const written = await Promise.all(Array.from({ length: 8 }, () => sent.write('b', status, undefined)));
  expect(written.filter(Boolean)).toHaveLength(1);
});

test('counts every request, including simultaneous ones', async () => {
  const counts = await Promise.all(Array.from({ length: 8 }, () => sent.count('turns')));
  expect(counts.toSorted((one, other) => one - other)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});
