import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeJob, readMessage, writeMessage } from '../../../functions/core/job.ts';
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
