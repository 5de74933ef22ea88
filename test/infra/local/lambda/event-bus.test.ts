import { expect, test } from 'vitest';
import { createEventBus } from '../../../../infra/local/lambda/event-bus.ts';
import type { Invocation } from '../../../../infra/local/lambda/execution-environment.ts';
import type { Progress } from '../../../../infra/local/progress.ts';

const FAILURE: Invocation = { error: { errorType: 'Error', errorMessage: 'not now' } };
const pattern = { source: ['aws.codebuild'] };
const event = {
  source: 'aws.codebuild',
  'detail-type': 'CodeBuild Build State Change',
  detail: { n: 1, 'build-status': 'FAILED' },
  resources: [],
};

/** A function that fails its first calls, and the events that it received. */
function target(failures = 0) {
  const events: unknown[] = [];
  const invoke = (event: unknown): Promise<Invocation> => {
    events.push(event);
    return Promise.resolve(events.length <= failures ? FAILURE : { payload: null });
  };
  return { events, invoke };
}

test('an event reaches the function of every matching rule, complete as EventBridge sends it', async () => {
  const [builds, also, others] = [target(), target(), target()];
  const bus = createEventBus({
    atOnce: 8,
    rules: [
      { pattern, target: builds },
      { pattern: { detail: { 'build-status': ['FAILED'] } }, target: also },
      { pattern: { source: ['aws.s3'] }, target: others },
    ],
  });
  void bus.put({ ...event, time: 1_504_282_468_999 });
  await bus.idle();
  expect(builds.events).toEqual([
    {
      ...event,
      version: '0',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      account: '000000000000',
      region: 'us-east-1',
      time: '2017-09-01T16:14:28Z',
    },
  ]);
  expect(also.events).toEqual(builds.events);
  expect(others.events).toEqual([]);
});

test('a function that fails is called again twice', async () => {
  const [second, third] = [target(1), target(2)];
  const problems: Progress[] = [];
  const bus = createEventBus({
    atOnce: 8,
    rules: [
      { pattern, target: second },
      { pattern, target: third },
    ],
    report: (progress) => problems.push(progress),
    retryDelaysMilliseconds: [1, 1],
  });
  void bus.put(event);
  await bus.idle();
  expect([second.events.length, third.events.length, problems]).toEqual([2, 3, []]);
});

test('an event that a function never accepts is reported, and delays nothing', async () => {
  const never = target(Infinity);
  const problems: Progress[] = [];
  const bus = createEventBus({
    atOnce: 8,
    rules: [{ pattern, target: never }],
    report: (progress) => problems.push(progress),
    retryDelaysMilliseconds: [1, 1],
  });
  void bus.put(event);
  await bus.idle();
  expect(never.events).toHaveLength(3);
  expect(problems).toEqual([
    { type: 'problem', part: 'event bus', message: 'CodeBuild Build State Change was not processed: not now' },
  ]);
});

test('stopping gives up pending retries', async () => {
  let called = (): void => {};
  const failed = new Promise<void>((resolve) => {
    called = resolve;
  });
  const bus = createEventBus({
    atOnce: 8,
    rules: [
      {
        pattern,
        target: {
          invoke: () => {
            called();
            return Promise.resolve(FAILURE);
          },
        },
      },
    ],
    retryDelaysMilliseconds: [60_000],
  });
  void bus.put(event);
  await failed;
  bus.stop();
  await bus.idle();
});

/** A function whose invocations the test ends, and the numbers of the events that it received. */
function held() {
  const numbers: number[] = [];
  const ends: (() => void)[] = [];
  const invoke = (event: unknown): Promise<Invocation> => {
    numbers.push((event as typeof numbered).detail.n);
    return new Promise((resolve) => ends.push(() => resolve({ payload: null })));
  };
  return { numbers, invoke, end: () => ends.shift()?.() };
}
const numbered = { ...event, detail: { n: 1 } };

test('only so many events are delivered at once, and urgent ones are delivered first', async () => {
  const status = held();
  const bus = createEventBus({ atOnce: 2, rules: [{ pattern, target: status }] });
  const put = (n: number, urgent: boolean) => bus.put({ ...event, detail: { n } }, urgent);
  const deliveries = [put(1, false), put(2, false), put(3, false), put(4, true), put(5, false), put(6, true)];
  expect(status.numbers).toEqual([1, 2]);
  for (const delivery of [0, 1, 3, 5, 2, 4]) {
    status.end();
    await deliveries[delivery];
  }
  expect(status.numbers).toEqual([1, 2, 4, 6, 3, 5]);
});

test('stopping gives up waiting events', async () => {
  const status = held();
  const bus = createEventBus({ atOnce: 1, rules: [{ pattern, target: status }] });
  for (const n of [1, 2, 3]) void bus.put({ ...event, detail: { n } });
  bus.stop();
  status.end();
  await bus.idle();
  expect(status.numbers).toEqual([1]);
});

test('a rule with an unknown operator is refused when it is created', () => {
  expect(() =>
    createEventBus({ atOnce: 8, rules: [{ pattern: { source: [{ like: 'x' }] }, target: target() }] }),
  ).toThrow('like');
});
