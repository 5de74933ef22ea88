import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeJob, readMessage, writeMessage } from '../../../functions/core/job.ts';
import type { RepositoryEvent } from '../../../functions/core/repository-event.ts';
import { pushEvent } from '../push-event.ts';

const received = { hook: 'github', deliveryId: 'd', receivedAt: 1, identity: 'i' };

test('a message is read back as the job that was written, in ASCII whatever the names hold', () => {
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
  '%j is no job, and is told why',
  (body) => {
    expect(readMessage(body)).toHaveProperty('problem');
  },
);

test("a push's signed time is kept, and a message of a version without it is read", () => {
  expect(makeJob(pushEvent({ pushedAt: 7 }), 'web', received)).toMatchObject({ pushedAt: 7 });
  expect(makeJob(pushEvent(), 'web', received)).not.toHaveProperty('pushedAt');
});

test('the ledger key tells projects, refs, hooks and identities apart', () => {
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

test('builds of one ref wait for each other, and only a request of its own makes a message a duplicate', () => {
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
])('the trigger is %s of %j', (trigger, changes) => {
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
])('a message with %j is no job', (changes) => {
  const job = makeJob(pushEvent(), 'web', received);
  expect(readMessage(JSON.stringify(job))).toEqual({ job });
  expect(readMessage(JSON.stringify({ ...job, ...changes }))).toHaveProperty('problem');
});
