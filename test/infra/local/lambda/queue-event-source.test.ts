import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Invocation } from '../../../../infra/local/lambda/execution-environment.ts';
import { failedMessageIds } from '../../../../infra/local/lambda/failed-message-ids.ts';
import { startQueueEventSource } from '../../../../infra/local/lambda/queue-event-source.ts';
import type { QueueEventSource, QueueEventSourceOptions } from '../../../../infra/local/lambda/queue-event-source.ts';
import { createQueues } from '../../../../infra/local/queues/queues.ts';
import type { Queues } from '../../../../infra/local/queues/queues.ts';

const NAME = 'deliveries.fifo';
let directory: string;
let queues: Queues;
let source: QueueEventSource | undefined;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'queue-event-source-'));
  queues = createQueues({
    specs: [{ name: NAME, fifo: true, visibilityTimeoutSeconds: 1 }],
    endpointUrl: () => 'http://127.0.0.1:1',
    file: join(directory, 'queues.jsonl'),
  });
});

afterEach(async () => {
  await source?.stop();
  queues.stop();
  await rm(directory, { recursive: true });
});

const sendMessage = (body: string, group = 'main'): void => {
  queues.send(NAME, { MessageBody: body, MessageGroupId: group, MessageDeduplicationId: body });
};

const left = (): number => queues.queue(NAME).state.messages.size;

/** Runs the source with a function until it has been called this often; returns the bodies of each batch. */
async function batches(
  count: number,
  respond: (event: SQSEvent, call: number) => Promise<Invocation> | Invocation,
  options: Partial<QueueEventSourceOptions> = {},
): Promise<string[][]> {
  const seen: string[][] = [];
  await new Promise<void>((resolve) => {
    source = startQueueEventSource({
      queues,
      queueName: NAME,
      batchSize: 10,
      reportBatchItemFailures: true,
      invoke: async (event) => {
        const { Records } = event as SQSEvent;
        const calls = seen.push(Records.map(({ body }) => body));
        const invocation = await respond(event as SQSEvent, calls);
        // Later, when its result has been processed.
        if (calls === count) setImmediate(resolve);
        return invocation;
      },
      ...options,
    });
  });
  await source?.stop();
  return seen;
}

test('messages arrive as from Lambda, and are deleted once the function has processed them', async () => {
  sendMessage('one');
  sendMessage('two');
  let event: SQSEvent | undefined;
  const seen = await batches(1, (received) => {
    event = received;
    return { payload: { batchItemFailures: [] } };
  });
  expect(seen).toEqual([['one', 'two']]);
  expect(left()).toBe(0);
  expect(event?.Records[0]).toEqual({
    messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
    receiptHandle: expect.any(String),
    body: 'one',
    attributes: {
      ApproximateReceiveCount: '1',
      ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
      SentTimestamp: expect.stringMatching(/^\d{13}$/),
      SenderId: expect.any(String),
      SequenceNumber: expect.stringMatching(/^\d{20}$/),
      MessageGroupId: 'main',
      MessageDeduplicationId: 'one',
    },
    messageAttributes: {},
    md5OfBody: 'f97c5d29941bfb1b2fdab0874906ab82',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:deliveries.fifo',
    awsRegion: 'us-east-1',
  });
});

test('a failed message stays in the queue and is delivered again after its visibility timeout', async () => {
  sendMessage('good', 'a');
  sendMessage('bad', 'b');
  const seen = await batches(2, ({ Records }, call) => {
    const bad = call === 1 ? Records.filter(({ body }) => body === 'bad') : [];
    return { payload: { batchItemFailures: bad.map(({ messageId }) => ({ itemIdentifier: messageId })) } };
  });
  expect(seen).toEqual([['good', 'bad'], ['bad']]);
  expect(left()).toBe(0);
});

test('a function that fails leaves its whole batch in the queue, and the failure is reported', async () => {
  sendMessage('one');
  const problems: unknown[] = [];
  const error = { errorType: 'Error', errorMessage: 'no table' };
  await batches(1, () => ({ error }), { report: (progress) => problems.push(progress) });
  expect(left()).toBe(1);
  expect(problems).toEqual([
    { type: 'problem', part: 'queue event source', message: 'deliveries.fifo: 1 not taken: no table' },
  ]);
});

test('a batch that is interrupted by stopping stays in the queue, and nothing is reported', async () => {
  sendMessage('one');
  const problems: unknown[] = [];
  let stopped: Promise<void> | undefined;
  await batches(
    1,
    () => {
      stopped = source?.stop();
      return { error: { errorType: 'Runtime.ExitError', errorMessage: 'trigger was stopped' } };
    },
    { report: (progress) => problems.push(progress) },
  );
  await stopped;
  expect(left()).toBe(1);
  expect(problems).toEqual([]);
});

test('groups are processed in parallel, but no group twice at once', async () => {
  const running = new Map<string, number>();
  let most = 0;
  let mostOfAGroup = 0;
  for (const group of ['a', 'b', 'c']) for (const n of [1, 2]) sendMessage(`${group}${n}`, group);
  let arrivals = 0;
  let allArrived = (): void => {};
  const together = new Promise<void>((resolve) => {
    allArrived = resolve;
  });
  const seen = await batches(
    6,
    async ({ Records }) => {
      const group = Records[0]?.attributes.MessageGroupId ?? '';
      const count = (running.get(group) ?? 0) + 1;
      running.set(group, count);
      mostOfAGroup = Math.max(mostOfAGroup, count);
      most = Math.max(
        most,
        [...running.values()].reduce((sum, each) => sum + each),
      );
      arrivals += 1;
      if (arrivals === 3) allArrived();
      await together;
      running.set(group, count - 1);
      return { payload: null };
    },
    { batchSize: 1 },
  );
  expect([most, mostOfAGroup]).toEqual([3, 1]);
  for (const group of ['a', 'b', 'c']) {
    expect(seen.flat().filter((body) => body.startsWith(group))).toEqual([`${group}1`, `${group}2`]);
  }
});

test('an error of the queue is reported', async () => {
  const problem = new Promise((resolve) => {
    source = startQueueEventSource({
      queues,
      queueName: 'unknown',
      batchSize: 10,
      reportBatchItemFailures: true,
      maximumConcurrency: 1,
      invoke: () => Promise.resolve({ payload: null }),
      report: resolve,
    });
  });
  expect(await problem).toMatchObject({
    type: 'problem',
    message: 'unknown: The specified queue does not exist.',
  });
});

const failing = (...ids: unknown[]) => ({
  payload: { batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) },
});

test.each<[string, Invocation, readonly string[]]>([
  ['an empty list', failing(), []],
  ['a null list', { payload: { batchItemFailures: null } }, []],
  ['an empty response', { payload: {} }, []],
  ['a null response', { payload: null }, []],
  ['one message', failing('b'), ['b']],
  ['an unknown message', failing('b', 'x'), ['a', 'b']],
  ['an empty identifier', failing(''), ['a', 'b']],
  ['a null identifier', failing(null), ['a', 'b']],
  ['a wrong key', { payload: { batchItemFailures: [{ id: 'a' }] } }, ['a', 'b']],
  ['something that is not a list', { payload: { batchItemFailures: 'a' } }, ['a', 'b']],
  ['text', { payload: 'done' }, ['a', 'b']],
  ['an error', { error: { errorType: 'Error', errorMessage: '' } }, ['a', 'b']],
])('of two messages, %s fails these', (_, invocation, failed) => {
  expect([...failedMessageIds(['a', 'b'], invocation, true)]).toEqual(failed);
});

test('without ReportBatchItemFailures, only an error fails messages, and it fails the whole batch', () => {
  expect([...failedMessageIds(['a', 'b'], failing('a'), false)]).toEqual([]);
  const error = { errorType: 'Error', errorMessage: '' };
  expect([...failedMessageIds(['a', 'b'], { error }, false)]).toEqual(['a', 'b']);
});
