import { randomUUID } from 'node:crypto';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../../serverless-file/local-stage.ts';
import type { Invoke } from './execution-environment.ts';
import type { Report } from '../progress.ts';

export interface ScheduleOptions {
  readonly everyMilliseconds: number;
  readonly invoke: Invoke;
  readonly report?: Report;
}

/**
 * Invokes a function repeatedly, the first time after one interval. An invocation that is still running when the next
 * one is due is replaced by it.
 */
export function startSchedule({ everyMilliseconds, invoke, report }: ScheduleOptions): { stop(): void } {
  let running = false;
  let stopped = false;
  const tick = async (): Promise<void> => {
    if (running) return;
    running = true;
    const invocation = await invoke(scheduledEvent());
    running = false;
    if ('error' in invocation && !stopped)
      report?.({ type: 'problem', part: 'schedule', message: invocation.error.errorMessage });
  };
  const timer = setInterval(() => void tick(), everyMilliseconds);
  return {
    stop() {
      stopped = true;
      clearInterval(timer);
    },
  };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/with-eventbridge-scheduler.html */
const scheduledEvent = () => ({
  version: '0',
  id: randomUUID(),
  'detail-type': 'Scheduled Event',
  source: 'aws.events',
  account: LOCAL_ACCOUNT,
  time: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
  region: LOCAL_REGION,
  resources: [`arn:aws:events:${LOCAL_REGION}:${LOCAL_ACCOUNT}:rule/schedule`],
  detail: {},
});
