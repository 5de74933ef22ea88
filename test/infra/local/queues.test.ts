import { appendFile, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { QueueSpec } from '../../../infra/serverless-file/queue-spec.ts';
import { openJournal } from '../../../infra/local/queues/journal.ts';
import { createQueues } from '../../../infra/local/queues/queues.ts';
import type { Queues } from '../../../infra/local/queues/queues.ts';
import { checkQueues } from './queue-checks.ts';
import { startStandIns, temporaryDirectory } from './start-stand-ins.ts';
import type { StandIns } from './start-stand-ins.ts';

const SPECS: readonly QueueSpec[] = [
  {
    name: 'jobs.fifo',
    fifo: true,
    visibilityTimeoutSeconds: 30,
    redrive: { deadLetterQueueName: 'dead.fifo', maxReceiveCount: 3 },
  },
  { name: 'dead.fifo', fifo: true, visibilityTimeoutSeconds: 30 },
  { name: 'mail', fifo: false, visibilityTimeoutSeconds: 30 },
];

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  directory = await temporaryDirectory();
});
afterAll(() => directory.remove());

describe('over the wire', () => {
  let standIns: StandIns;
  let queues: Queues;
  let client: SQSClient;
  beforeAll(async () => {
    queues = createQueues({ specs: SPECS, endpointUrl: () => standIns.url, file: join(directory.path, 'wire.jsonl') });
    standIns = await startStandIns(directory.path, [queues]);
    client = new SQSClient(standIns.client);
  });
  afterAll(async () => {
    client.destroy();
    queues.stop();
    await standIns.stop();
  });

  const url = (name: string): string => `${standIns.url}/000000000000/${name}`;
  checkQueues(() => ({
    client,
    fifoUrl: url('jobs.fifo'),
    deadLetterUrl: url('dead.fifo'),
    standardUrl: url('mail'),
  }));
});

describe('in process', () => {
  let now: number;
  let file: string;
  let queues: Queues;
  let opened = 0;
  beforeEach(() => {
    now = 1_800_000_000_000;
    opened += 1;
    file = join(directory.path, `queues-${opened}.jsonl`);
    queues = open();
  });
  afterEach(() => queues.stop());

  const open = (): Queues => createQueues({ specs: SPECS, endpointUrl: () => '', file, now: () => now });
  /** As after a kill: a new reader of the files on disk. */
  const reopen = (): void => {
    queues.stop();
    queues = open();
  };
  const send = (body: string, deduplicationId = body) =>
    queues.send('jobs.fifo', {
      MessageBody: body,
      MessageGroupId: 'main',
      MessageDeduplicationId: deduplicationId,
    });
  const receive = (options: { maxMessages?: number; visibilitySeconds?: number } = {}) =>
    queues.receive('jobs.fifo', { maxMessages: 10, waitSeconds: 0, signal: new AbortController().signal, ...options });
  const bodies = async () => (await receive()).map(({ body }) => body);

  test('a deduplication id is forgotten after five minutes, and no earlier', async () => {
    const first = send('1', 'same');
    now += 5 * 60_000 - 1;
    expect(send('2', 'same').MessageId).toBe(first.MessageId);
    now += 1;
    expect(send('3', 'same').MessageId).not.toBe(first.MessageId);

    expect(await bodies()).toEqual(['1', '3']);
  });

  test('a message is deleted after its retention period', async () => {
    send('old');
    now += 4 * 24 * 60 * 60_000 - 1;
    send('new');
    now += 1;

    expect(await bodies()).toEqual(['new']);
  });

  test('an extended visibility timeout counts from the moment it is extended', async () => {
    send('1');
    const [message] = await receive({ visibilitySeconds: 10 });
    now += 9000;
    queues.changeVisibility('jobs.fifo', message!.receiptHandle, 300);
    now += 299_999;
    expect(await receive()).toEqual([]);
    now += 1;
    expect(await bodies()).toEqual(['1']);
  });

  test('messages, their order, counts and deduplication ids survive a restart; messages in flight are delivered at once', async () => {
    const first = send('1');
    send('2');
    send('done');
    const inFlight = await receive();
    queues.delete('jobs.fifo', inFlight[2]!.receiptHandle);

    reopen();

    expect(send('again', '1').MessageId).toBe(first.MessageId);
    expect(send('again', 'done').MessageId).toBe(inFlight[2]!.messageId);
    send('3');
    const received = await receive();
    expect(received.map(({ body }) => body)).toEqual(['1', '2', '3']);
    expect(received.map(({ attributes }) => attributes['ApproximateReceiveCount'])).toEqual(['2', '2', '1']);
    const sequence = received.map(({ attributes }) => attributes['SequenceNumber']!);
    expect(sequence.toSorted()).toEqual(sequence);
  });

  test('after a kill in the middle of a write, exactly the acknowledged messages are there', async () => {
    send('1');
    const written = await readFile(file, 'utf8');
    queues.stop();
    await appendFile(file, written.slice(0, -20));
    queues = open();

    expect(await bodies()).toEqual(['1']);
  });

  test('a delayed message stays delayed across a restart', async () => {
    queues.send('mail', { MessageBody: 'late', DelaySeconds: 60 });
    reopen();
    const receiveMail = () =>
      queues.receive('mail', { maxMessages: 1, waitSeconds: 0, signal: new AbortController().signal });

    expect(await receiveMail()).toEqual([]);
    now += 60_000;
    expect(await receiveMail()).toMatchObject([{ body: 'late' }]);
  });

  test.each([
    'not JSON',
    '5',
    'null',
    '{}',
    '[5]',
    '[{"queue":"mail"}]',
    '[{"queue":"mail","put":{}}]',
    '[{"queue":"mail","remember":{"id":"a","sequenceNumber":"x","until":1}}]',
  ])('a damaged file is reported with its line and left as it is: %s', async (line) => {
    const damaged = join(directory.path, 'damaged.jsonl');
    await writeFile(damaged, `[]\n${line}\n[]\n`);

    expect(() => createQueues({ specs: SPECS, endpointUrl: () => '', file: damaged })).toThrow(
      `${damaged}, line 2, is damaged: repair it, or delete the file together with all its messages.`,
    );
    expect(await readFile(damaged, 'utf8')).toBe(`[]\n${line}\n[]\n`);
  });

  test('an entry that cannot be written is refused with the file and the reason', async () => {
    const full = join(directory.path, 'full.jsonl');
    await symlink('/dev/full', full);
    const journal = openJournal<number>(full);
    expect(() => journal.append(1)).toThrow(
      `${full} cannot be written: the disk is full. Free some space and try again.`,
    );
    journal.close();
  });

  test('a directory in place of the file is named', async () => {
    expect(() => createQueues({ specs: SPECS, endpointUrl: () => '', file: directory.path })).toThrow(
      `${directory.path} cannot be read: it is a directory. Remove it and try again.`,
    );
  });

  test('a waiting receive ends when it is aborted, and leaves the next message to others', async () => {
    const aborted = new AbortController();
    const waiting = queues.receive('jobs.fifo', { maxMessages: 1, waitSeconds: 20, signal: aborted.signal });
    aborted.abort();
    send('1');

    expect(await waiting).toEqual([]);
    expect(await bodies()).toEqual(['1']);
  });

  test('a waiting receive ends when the queues stop', async () => {
    const { signal } = new AbortController();
    const waiting = queues.receive('jobs.fifo', { maxMessages: 1, waitSeconds: 20, signal });
    reopen();

    expect(await waiting).toEqual([]);
  });

  test('a queue whose dead-letter queue is missing is refused', () => {
    expect(() => createQueues({ specs: SPECS.slice(0, 1), endpointUrl: () => '', file })).toThrow(
      'The dead-letter queue of jobs.fifo does not exist: dead.fifo.',
    );
  });
});
