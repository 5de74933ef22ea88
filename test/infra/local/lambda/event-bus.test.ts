import { expect, test } from 'vitest';
import { createEventBus } from '../../../../infra/local/lambda/event-bus.ts';
import type { Invocation } from '../../../../infra/local/lambda/execution-environment.ts';
import type { Progress } from '../../../../infra/local/progress.ts';

const FAILURE: Invocation = { error: { errorType: 'Error', errorMessage: 'not now' } };
const pattern = { source: ['aws.codebuild'] };
const event = {
  source: 'aws.codebuild',
  'detail-type': 'CodeBuild Build State Change',
  detail: { n: 1 },
  resources: [],
};

/** A function that fails the first times, and what it was called with. */
function target(failures = 0) {
  const events: unknown[] = [];
  const invoke = (event: unknown): Promise<Invocation> => {
    events.push(event);
    return Promise.resolve(events.length <= failures ? FAILURE : { payload: null });
  };
  return { events, invoke };
}

test('an event reaches the function of every rule that it matches, complete as EventBridge sends it', async () => {
  const [builds, also, others] = [target(), target(), target()];
  const bus = createEventBus({
    rules: [
      { pattern, target: builds },
      { pattern: { detail: { n: [1] } }, target: also },
      { pattern: { source: ['aws.s3'] }, target: others },
    ],
  });
  bus.put({ ...event, time: 1_504_282_468_999 });
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
    rules: [
      { pattern, target: second },
      { pattern, target: third },
    ],
    report: (progress) => problems.push(progress),
    retryDelaysMilliseconds: [1, 1],
  });
  bus.put(event);
  await bus.idle();
  expect([second.events.length, third.events.length, problems]).toEqual([2, 3, []]);
});

test('an event that is never taken is reported, and holds nothing up', async () => {
  const never = target(Infinity);
  const problems: Progress[] = [];
  const bus = createEventBus({
    rules: [{ pattern, target: never }],
    report: (progress) => problems.push(progress),
    retryDelaysMilliseconds: [1, 1],
  });
  bus.put(event);
  await bus.idle();
  expect(never.events).toHaveLength(3);
  expect(problems).toEqual([
    { type: 'problem', part: 'event bus', message: 'CodeBuild Build State Change was not taken: not now' },
  ]);
});

test('stopping gives up what would be tried again', async () => {
  let called = (): void => {};
  const failed = new Promise<void>((resolve) => {
    called = resolve;
  });
  const bus = createEventBus({
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
  bus.put(event);
  await failed;
  bus.stop();
  await bus.idle();
});

test('a rule with an operator that is not known is refused when it is made', () => {
  expect(() => createEventBus({ rules: [{ pattern: { source: [{ like: 'x' }] }, target: target() }] })).toThrow('like');
});
