import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeJob, readMessage, writeMessage } from '../../../../functions/core/start/job.ts';
import type { RepositoryEvent } from '../../../../functions/core/repository-event.ts';
import { pushEvent } from '../../push-event.ts';

const received = { hook: 'github', deliveryId: 'd', receivedAt: 1, identity: 'i' };

test('a message is read back as the job that was written, and is ASCII whatever the names contain', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (name) => {
      const job = makeJob(pushEvent({ actorId: name }), 'web', received);
      const { body } = writeMessage(job, 'request');
      expect(body).toMatch(/^[\x20-\x7e]*$/);
      expect(readMessage(body)).toEqual({ job });
    }),
  );
});

test.each(['', 'x', 'null', '{}', '{"v":1}', '[]', '{"v":1,"ledgerKey":"x"}'])(
  '%j is not a job, and the reason is reported',
  (body) => {
    expect(readMessage(body)).toHaveProperty('problem');
  },
);

const ok = {
  ...makeJob(pushEvent({ pushedAt: 7 }), 'web', received, 'Filter group 1 passed.'),
  baseRef: 'refs/heads/main',
};
const pullRequest = { eventType: 'PULL_REQUEST_CREATED', ref: 'refs/pull/7/head', trigger: 'pr/7' };

test.each<[string, Record<string, unknown>]>([
  ['a push', {}],
  ['a pull request of another branch', { ...pullRequest, headRef: 'refs/heads/feature' }],
  ['a tag', { ref: 'refs/tags/v1', headRef: 'refs/tags/v1', trigger: 'tag/v1' }],
  ['a job without its optional fields', { commit: undefined, previousCommit: undefined, pushedAt: undefined }],
  ['a job of the previous release', { reason: undefined, fork: undefined }],
  ["a job of a fork's pull request", { ...pullRequest, headRef: 'refs/heads/feature', fork: true }],
])('%s is a valid job', (_, changes) => {
  const changed = JSON.parse(JSON.stringify({ ...ok, ...changes })) as object;
  expect(readMessage(JSON.stringify(changed))).toEqual({ job: changed });
});

test.each<[string, readonly unknown[]]>([
  ['v', [undefined, null, '1', 0, 1.5]],
  ['ledgerKey', [undefined, '', 'a'.repeat(63), 'a'.repeat(65), 'A'.repeat(64), `started#${'a'.repeat(64)}`, 7]],
  ['hook', [undefined, null, 7, 'x'.repeat(1001)]],
  ['provider', [undefined, 'gitlab.com', '__proto__', 7]],
  ['deliveryId', [undefined, 7, 'x'.repeat(1001)]],
  ['receivedAt', [undefined, '1', 1.5, 2 ** 53, null]],
  ['project', [undefined, 7, 'x'.repeat(1001)]],
  ['eventType', [undefined, 'push', 'PULL_REQUEST']],
  [
    'repository',
    [undefined, null, {}, { host: 'github.com', fullName: 'acme/web' }, { host: 7, fullName: '', id: '' }],
  ],
  [
    'ref',
    [undefined, 'main', 'refs/heads/', 'refs/heads/a b', 'refs/heads/a\n', 'refs/pull/1/merge', 'refs/heads/other', 7],
  ],
  ['headRef', [undefined, 'main', 'refs/heads/', 'refs/pull/7/merge', 'b'.repeat(40), '']],
  ['baseRef', ['main', '', 'b'.repeat(40), null]],
  ['commit', ['', 'main', 'B'.repeat(40), 'b'.repeat(39), null]],
  ['previousCommit', ['', 'B'.repeat(40), 'b'.repeat(41), null]],
  ['pushedAt', ['7', 1.5, null, 2 ** 53]],
  ['trigger', [undefined, '', 'branch/other', 'tag/main', 'pr/7']],
  ['actorId', [undefined, 1, 'x'.repeat(1001)]],
  ['reason', [7, null, 'x'.repeat(1001)]],
  ['fork', ['true', 1, null]],
])('a job that is wrong only in its %s is not valid', (field, values) => {
  for (const value of values) {
    expect(readMessage(JSON.stringify({ ...ok, [field]: value }))).toEqual({
      problem: expect.stringMatching(new RegExp(`^Not a job of version 1: .*${field}`, 's')) as string,
    });
  }
});

test('a job without a commit builds its own ref', () => {
  const { commit: _, ...others } = ok;
  expect(readMessage(JSON.stringify(others))).toHaveProperty('job');
  expect(readMessage(JSON.stringify({ ...others, headRef: 'refs/heads/other' }))).toHaveProperty('problem');
});

test('fields that a later release adds to a job are ignored', () => {
  expect(readMessage(JSON.stringify({ ...ok, later: { than: 'this' } }))).toEqual({ job: ok });
});

test('a job contains the reason for its build, and whether the code is from a fork', () => {
  const why = (reason?: string) => makeJob(pushEvent({ fork: true }), 'web', received, reason);
  expect(why('Filter group 2 passed.')).toMatchObject({ reason: 'Filter group 2 passed.', fork: true });
  expect(why()).not.toHaveProperty('reason');
  const long = makeJob(pushEvent(), 'web', received, 'x'.repeat(5000));
  expect(readMessage(JSON.stringify(long))).toEqual({ job: { ...long, reason: 'x'.repeat(1000) } });
});

test("a push's signed time is kept, and messages of a version without it can be read", () => {
  expect(makeJob(pushEvent({ pushedAt: 7 }), 'web', received)).toMatchObject({ pushedAt: 7 });
  expect(makeJob(pushEvent(), 'web', received)).not.toHaveProperty('pushedAt');
});

test('the ledger key distinguishes projects, refs, hooks and identities', () => {
  const keys = [
    makeJob(pushEvent(), 'web', received),
    makeJob(pushEvent(), 'api', received),
    makeJob(pushEvent({ ref: 'refs/heads/other' }), 'web', received),
    makeJob(pushEvent(), 'web', { ...received, hook: 'ghes' }),
    makeJob(pushEvent(), 'web', { ...received, identity: 'j' }),
  ].map(({ ledgerKey }) => ledgerKey);
  expect(new Set(keys).size).toBe(keys.length);
  expect(makeJob(pushEvent(), 'web', { ...received, deliveryId: 'another' }).ledgerKey).toBe(keys[0]);
});

test('builds of one ref wait for each other, and only messages of the same request are duplicates', () => {
  const job = makeJob(pushEvent(), 'web', received);
  const other = makeJob(pushEvent({ ref: 'refs/heads/other' }), 'web', received);
  expect(writeMessage(job, 'a').groupId).toBe(writeMessage(job, 'b').groupId);
  expect(writeMessage(job, 'a').groupId).not.toBe(writeMessage(other, 'a').groupId);
  expect(writeMessage(job, 'a').deduplicationId).not.toBe(writeMessage(job, 'b').deduplicationId);
});

const tagged = { ref: 'refs/tags/v1', headRef: 'refs/tags/v1', tagName: 'v1' };
const pull = { ref: 'refs/pull/7/head', headRef: 'refs/heads/tag/x', baseRef: 'refs/heads/main', pullRequest: 7 };

test.each<[string, Partial<RepositoryEvent>]>([
  ['branch/main', {}],
  ['branch/feature/a', { ref: 'refs/heads/feature/a' }],
  ['branch/refs/heads/main', { ref: 'refs/heads/refs/heads/main' }],
  ['branch/v1', { ref: 'refs/heads/v1' }],
  ['tag/v1', tagged],
  ['tag/a/b', { ...tagged, ref: 'refs/tags/a/b' }],
  ['tag/v1', { ...tagged, eventType: 'RELEASED' }],
  ['pr/7', { ...pull, eventType: 'PULL_REQUEST_CREATED' }],
  ['pr/7', { ...pull, eventType: 'PULL_REQUEST_MERGED', fork: true }],
])('the trigger is %s for %j', (trigger, changes) => {
  expect(makeJob(pushEvent(changes), 'web', received).trigger).toBe(trigger);
});

test.each([
  { ref: 'refs/heads/\ud800' },
  { ref: 'refs/tags/\udfff' },
  { ref: 'refs/heads/ma\u0085in' },
  { ref: 'main' },
  { commit: 'b' },
  { commit: 'B'.repeat(40) },
  { previousCommit: '' },
])('a message with %j is not a valid job', (changes) => {
  const job = makeJob(pushEvent(), 'web', received);
  expect(readMessage(JSON.stringify(job))).toEqual({ job });
  expect(readMessage(JSON.stringify({ ...job, ...changes }))).toHaveProperty('problem');
});
