import { expect, test } from 'vitest';
import type { Progress } from '../../../../infra/local/progress.ts';
import { startSchedule } from '../../../../infra/local/lambda/schedule.ts';

test('the function is invoked at every interval with a scheduled event', async () => {
  const events: unknown[] = [];
  await new Promise<void>((resolve) => {
    const schedule = startSchedule({
      everyMilliseconds: 2,
      invoke: (event) => {
        if (events.push(event) === 3) {
          schedule.stop();
          resolve();
        }
        return Promise.resolve({ payload: null });
      },
    });
  });
  expect(events).toHaveLength(3);
  expect(events[0]).toMatchObject({ source: 'aws.events', 'detail-type': 'Scheduled Event', detail: {} });
});

test('an invocation that takes longer than the interval is not overtaken, and a failure ends nothing', async () => {
  let running = 0;
  let most = 0;
  const problems: Progress[] = [];
  await new Promise<void>((resolve) => {
    const schedule = startSchedule({
      everyMilliseconds: 1,
      invoke: async () => {
        running += 1;
        most = Math.max(most, running);
        // Longer than the interval: several timers end before this one.
        await new Promise((ended) => setTimeout(ended, 5));
        running -= 1;
        return { error: { errorType: 'Error', errorMessage: 'not now' } };
      },
      report: (progress) => {
        if (problems.push(progress) === 2) {
          schedule.stop();
          resolve();
        }
      },
    });
  });
  expect(most).toBe(1);
  expect(problems[0]).toEqual({ type: 'problem', part: 'schedule', message: 'not now' });
});

test('an invocation that is interrupted by stopping is not reported', async () => {
  const problems: Progress[] = [];
  await new Promise<void>((resolve) => {
    const schedule = startSchedule({
      everyMilliseconds: 1,
      async invoke() {
        schedule.stop();
        setImmediate(resolve);
        return { error: { errorType: 'Runtime.ExitError', errorMessage: 'reconcile was stopped' } };
      },
      report: (progress) => problems.push(progress),
    });
  });
  expect(problems).toEqual([]);
});
