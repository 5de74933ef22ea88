import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { awsCall } from '../../../functions/adapters/aws/aws-call.ts';
import type { WrittenItem } from '../../../functions/adapters/aws/dynamo-item.ts';
import { CALL_LIMITS } from '../../../functions/adapters/aws/call-limits.ts';
import { ledgerTable } from '../../../functions/adapters/ledger-table.ts';
import { takeEntry } from '../../../functions/core/start/claimed-start.ts';
import { digest } from '../../../functions/core/digest.ts';
import type { StartedRef } from '../../../functions/core/start/started-ref.ts';
import type { AwsService } from '../../../infra/local/aws/aws-service.ts';
import { createTables, type Tables } from '../../../infra/local/tables/tables.ts';
import { startStandIns, temporaryDirectory, type StandIns } from '../../infra/local/start-stand-ins.ts';
import { faulty } from '../faults.ts';
import { TABLES } from '../start-world.ts';

const DAY = 24 * 3600_000;
const now = Date.parse('2026-07-01T12:00:00Z');
const b = 'b'.repeat(40);
const c = 'c'.repeat(40);

interface Request {
  readonly operation: string;
  readonly input: Readonly<Record<string, unknown>>;
}

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let tables: Tables;
let standIns: StandIns;
const requests: Request[] = [];

/** Records the requests to the tables. */
const noted = (service: AwsService): AwsService => ({
  signingName: service.signingName,
  handle(request) {
    const operation = request.headers['x-amz-target']?.split('.')[1] ?? '';
    requests.push({ operation, input: JSON.parse(request.body.toString()) as Request['input'] });
    return service.handle(request);
  },
});

beforeAll(async () => {
  directory = await temporaryDirectory();
  tables = await createTables({ specs: TABLES });
  standIns = await startStandIns(directory.path, [noted(tables)]);
});
afterAll(async () => {
  await standIns.stop();
  await tables.stop();
  await directory.remove();
});

const ledger = () => ledgerTable('DeliveriesTable', standIns.access);
const put = (item: WrittenItem) =>
  awsCall('dynamodb', standIns.access, CALL_LIMITS)('PutItem', { TableName: 'DeliveriesTable', Item: item });

test('everything that decides about a start is read consistently', async () => {
  requests.length = 0;
  await ledger().read('x'.repeat(64));
  await ledger().readStarted('web', 'refs/heads/main');
  expect(requests.map(({ operation, input }) => [operation, input['ConsistentRead']])).toEqual([
    ['GetItem', true],
    ['GetItem', true],
  ]);
});

test('an entry written by version 0.1.0 is read with its response, which it called an answer', async () => {
  const ledgerKey = 'f'.repeat(64);
  const [owner, state, buildId, answer] = ['one', 'STARTED', 'web:1', '{}'].map((S) => ({ S }));
  const expiresAt = { N: String((now + DAY) / 1000) };
  await put({
    ledgerKey: { S: ledgerKey },
    owner: owner!,
    state: state!,
    buildId: buildId!,
    answer: answer!,
    expiresAt,
  });
  expect(await ledger().read(ledgerKey)).toMatchObject({ state: 'STARTED', buildId: 'web:1', response: '{}' });
});

describe('a claim', () => {
  const wanted = (ledgerKey: string, owner: string) => ({ ledgerKey, owner, memory: DAY });

  test.each(['is done and its response cut off', 'is done and gets no response'] as const)(
    'whose own write %s is still mine, and not held by somebody else',
    async (fault) => {
      // The first call reads, the second writes.
      const { services } = faulty([tables], { fault, at: 1, lasting: false });
      const failing = await startStandIns(directory.path, services);
      const limits = { deadlineMilliseconds: 200, attempts: 2 };
      const claimed = await takeEntry(
        wanted(fault, 'me'),
        ledgerTable('DeliveriesTable', failing.access, limits),
        () => now,
      );
      await failing.stop();
      expect(claimed).toMatchObject({ kind: 'claim', entry: { owner: 'me' } });
    },
  );

  test('is held against others until its lease ends, by the table and not by CodeBuild', async () => {
    const first = await takeEntry(wanted('leased', 'one'), ledger(), () => now);
    if (first.kind !== 'claim') throw new Error(first.kind);
    const { leaseUntil } = first.entry;
    const other = (at: number) => takeEntry(wanted('leased', 'other'), ledger(), () => at);
    expect(await other(leaseUntil - 1)).toMatchObject({ kind: 'held', entry: { owner: 'one' } });
    expect(await other(leaseUntil)).toMatchObject({ kind: 'claim', entry: { owner: 'other' } });
    expect(await ledger().write({ ...first.entry, state: 'STARTED', buildId: 'web:1' }, first.entry)).toBe(false);
  });

  test('goes to exactly one of many that want it at the same time', async () => {
    const all = await Promise.all([1, 2, 3, 4].map((one) => takeEntry(wanted('many', `${one}`), ledger(), () => now)));
    expect(all.filter(({ kind }) => kind === 'claim')).toHaveLength(1);
  });
});

describe('the memory of a ref', () => {
  const memory = (buildId: string): StartedRef => ({
    pushes: [{ commit: b }, { commit: c, previousCommit: b, pushedAt: now - 1 }],
    receivedAt: now,
    buildId,
    expiresAt: now + DAY,
  });

  test('is read back as written, and only for its own project and ref', async () => {
    expect(await ledger().writeStarted('web', 'refs/heads/a', memory('web:1'), undefined)).toBe(true);
    expect(await ledger().readStarted('web', 'refs/heads/a')).toEqual(memory('web:1'));
    expect(await ledger().readStarted('web', 'refs/heads/b')).toBeUndefined();
    expect(await ledger().readStarted('webrefs', '/heads/a')).toBeUndefined();
    const { receivedAt: _, ...ahead } = memory('web:2');
    expect(await ledger().writeStarted('web', 'refs/heads/a', ahead, memory('web:1'))).toBe(true);
    expect(await ledger().readStarted('web', 'refs/heads/a')).toEqual(ahead);
  });

  test('is not overwritten by a writer that has not read its current value', async () => {
    await ledger().writeStarted('web', 'refs/heads/c', memory('web:1'), undefined);
    expect(await ledger().writeStarted('web', 'refs/heads/c', memory('web:2'), undefined)).toBe(false);
    expect(await ledger().writeStarted('web', 'refs/heads/c', memory('web:2'), memory('web:0'))).toBe(false);
    expect(await ledger().readStarted('web', 'refs/heads/c')).toEqual(memory('web:1'));
  });

  test('with sixteen pushes, SHA-256 commits and times is a row below 4 KB, which expires', async () => {
    const commit = 'd'.repeat(64);
    const pushes = Array.from({ length: 16 }, () => ({ commit, previousCommit: commit, pushedAt: now }));
    requests.length = 0;
    await ledger().writeStarted('web', 'refs/heads/d', { ...memory('web:1'), pushes }, undefined);
    const item = requests[0]!.input['Item'] as Readonly<Record<string, { readonly S?: string; readonly N?: string }>>;
    const bytes = Object.entries(item)
      .flatMap(([name, { S = '', N = '' }]) => [name, S, N])
      .join('').length;
    expect(bytes).toBeLessThan(4096);
    expect(item['expiresAt']).toEqual({ N: String((now + DAY) / 1000) });
  });

  const old = (ref: string, push: object) =>
    put({ ledgerKey: { S: `started#${digest('web', ref)}` }, receivedAt: { N: String(now) }, ...push });
  const single = { commit: { S: c }, previousCommit: { S: b }, buildId: { S: 'web:7' } };

  test.each([
    ['a push', single, [{ commit: c, previousCommit: b }]],
    ['a push that created its ref', { ...single, previousCommit: undefined }, [{ commit: c }]],
    ['a release without a commit', { buildId: { S: 'web:7' } }, []],
  ])(
    'that an earlier version wrote for %s can be read and is replaced by the next start',
    async (name, push, pushes) => {
      const ref = `refs/heads/${name.replaceAll(' ', '-')}`;
      await old(ref, push);
      const known = await ledger().readStarted('web', ref);
      expect(known).toEqual({ pushes, receivedAt: now, buildId: 'web:7', expiresAt: 0 });
      expect(await ledger().writeStarted('web', ref, memory('web:8'), known)).toBe(true);
      expect(await ledger().readStarted('web', ref)).toEqual(memory('web:8'));
    },
  );

  test.each(['', '{', 'null', '[["b"]]', '[[1,null,null]]'])('with the pushes %j proves nothing', async (text) => {
    const ref = `refs/heads/${digest(text)}`;
    await old(ref, { buildId: { S: 'web:7' }, pushes: { S: text === '' ? ' ' : text } });
    expect((await ledger().readStarted('web', ref))?.pushes).toEqual([]);
  });

  test('that names no build is written from scratch', async () => {
    await old('refs/heads/unread', {});
    expect(await ledger().readStarted('web', 'refs/heads/unread')).toBeUndefined();
    expect(await ledger().writeStarted('web', 'refs/heads/unread', memory('web:1'), undefined)).toBe(true);
  });
});
