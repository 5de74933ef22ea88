import { describe, expect, test } from 'vitest';
import { claim, idempotencyToken, LEASE, type LedgerEntry } from '../../../../functions/core/start/ledger.ts';
import { statusMessageOf } from '../../status-message-of.ts';
import { readServerlessFile } from '../../../../infra/serverless-file/read-serverless-file.ts';

const now = Date.parse('2026-07-01T12:00:00Z');
const MINUTE = 60_000;
const wanted = { ledgerKey: 'k', owner: 'me', memory: 1000 * MINUTE };
const theirs: LedgerEntry = {
  ledgerKey: 'k',
  state: 'STARTING',
  owner: 'another',
  leaseUntil: now + 1,
  generation: 3,
  tokenSince: now - MINUTE,
  expiresAt: now + 1,
};

describe('claim', () => {
  test('begins a start that nobody knows, and holds it for the length of a lease', () => {
    expect(claim(wanted, undefined, now)).toEqual({
      kind: 'claim',
      entry: {
        ledgerKey: 'k',
        owner: 'me',
        state: 'STARTING',
        leaseUntil: now + LEASE,
        generation: 1,
        tokenSince: now,
        expiresAt: now + wanted.memory,
      },
      searchFirst: false,
    });
  });

  test.each<[string, Partial<LedgerEntry>, string]>([
    ["another's lease, which ends in a moment", {}, 'held'],
    ["another's lease, which has just begun", { leaseUntil: now + LEASE }, 'held'],
    ["another's lease by a clock that is half a minute ahead", { leaseUntil: now + LEASE + MINUTE / 2 }, 'held'],
    ["another's lease, which ends now", { leaseUntil: now }, 'claim'],
    ["another's lease by a clock that was an hour ahead", { leaseUntil: now + 60 * MINUTE + LEASE }, 'claim'],
    ['my own lease, whose response was lost', { owner: 'me', leaseUntil: now + LEASE }, 'claim'],
    ['a start that is done', { state: 'STARTED' }, 'done'],
    ['a push that arrived late', { state: 'SUPERSEDED' }, 'done'],
    ['a start that failed permanently', { state: 'FAILED' }, 'claim'],
    ['an expired entry', { state: 'STARTED', expiresAt: now }, 'claim'],
    ['a key of something else', { request: 'other' }, 'other'],
  ])('%s: %j', (_, changes, kind) => {
    expect(claim(wanted, { ...theirs, ...changes }, now).kind).toBe(kind);
  });

  test('a start that is taken over keeps its target, and another one gets the wanted one', () => {
    const [told, current] = [statusMessageOf({}, { context: 'told' }).target, statusMessageOf().target];
    const expired = { ...theirs, leaseUntil: now, target: told };
    expect(claim(wanted, expired, now).entry.target).toEqual(told);
    expect(claim({ ...wanted, target: current }, expired, now).entry.target).toEqual(told);
    expect(claim({ ...wanted, target: current }, { ...theirs, leaseUntil: now }, now).entry.target).toEqual(current);
    expect(claim({ ...wanted, target: current }, { ...expired, state: 'FAILED' }, now).entry.target).toEqual(current);
  });

  test.each([
    ['that CodeBuild still remembers', -4 * MINUTE, false],
    ['that CodeBuild may have forgotten', -4 * MINUTE - 1, true],
    ['from a clock that was ahead', 1, true],
  ])('a start taken over with a token %s is first searched for: %j', (_, age, searchFirst) => {
    const taken = claim(wanted, { ...theirs, leaseUntil: now, tokenSince: now + age }, now);
    expect(taken).toMatchObject({
      searchFirst,
      entry: { generation: 3, tokenSince: now + age, leaseUntil: now + LEASE },
    });
  });

  test('a start that failed begins again with another token; one that is taken over keeps its own', () => {
    const token = (known: LedgerEntry) => idempotencyToken((claim(wanted, known, now) as { entry: LedgerEntry }).entry);
    expect(token({ ...theirs, leaseUntil: now })).toBe(idempotencyToken(theirs));
    expect(token({ ...theirs, state: 'FAILED' })).not.toBe(idempotencyToken(theirs));
  });
});

test('a lease ends after every function that starts builds has been stopped', () => {
  const path = new URL('../../../../serverless.yml', import.meta.url).pathname;
  const { functions } = readServerlessFile({
    path,
    stage: 'test',
    region: 'eu-west-1',
    account: '000000000000',
    queueUrl: (name) => name,
  });
  const starting = functions.filter(({ name }) => ['trigger', 'builds'].includes(name));
  expect(starting).toHaveLength(2);
  for (const { timeoutSeconds } of starting) expect(timeoutSeconds * 1000).toBeLessThan(LEASE);
});

test('a caller’s key counts for its time, and its entry is kept for longer', () => {
  const first = claim({ ...wanted, counts: 10 * MINUTE, request: 'one' }, undefined, now);
  if (first.kind !== 'claim') throw new Error(first.kind);
  const started: LedgerEntry = { ...first.entry, state: 'STARTED', buildId: 'web:1' };
  const again = { ...wanted, counts: 10 * MINUTE, request: 'two' };
  expect(claim(again, started, now + 10 * MINUTE - 1).kind).toBe('other');
  expect(claim(again, started, now + 10 * MINUTE)).toMatchObject({
    kind: 'claim',
    entry: {
      generation: 2,
      request: 'two',
      countsUntil: now + 20 * MINUTE,
      expiresAt: now + 10 * MINUTE + wanted.memory,
    },
    searchFirst: false,
  });
});
