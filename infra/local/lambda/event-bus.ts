import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../../serverless-file/local-stage.ts';
import { compileEventPattern } from './event-pattern.ts';
import type { Invoke } from './execution-environment.ts';
import type { Report } from '../progress.ts';
import { createTurns } from './turns.ts';

interface Rule {
  readonly pattern: unknown;
  readonly target: { readonly invoke: Invoke };
}

/** An event as its sender provides it; missing fields are added as EventBridge does. */
interface PutEvent {
  readonly source: string;
  readonly 'detail-type': string;
  readonly detail: unknown;
  readonly resources: readonly string[];
  /** Milliseconds since 1970; by default, now. */
  readonly time?: number;
}

export interface EventBus {
  /**
   * Sends the event to the target of each rule that it matches; an urgent one goes before all others that wait.
   * Resolves when it has been delivered or given up.
   */
  put(event: PutEvent, urgent?: boolean): Promise<void>;
  /** Resolves when all events so far have been delivered or given up. */
  idle(): Promise<void>;
  /** Gives up the events that wait for their turn or for another attempt. */
  stop(): void;
}

/** Lambda waits 1 and then 2 minutes before it retries an asynchronous invocation, which is too long here. */
const RETRY_DELAYS_MILLISECONDS = [500, 1000];

export interface EventBusOptions {
  readonly rules: readonly Rule[];
  readonly report?: Report;
  readonly retryDelaysMilliseconds?: readonly number[];
  /** Further invocations wait. */
  readonly atOnce: number;
}

/** @throws Error if a rule's pattern uses a part of EventBridge's syntax that is not supported here */
export function createEventBus(options: EventBusOptions): EventBus {
  const { report, retryDelaysMilliseconds = RETRY_DELAYS_MILLISECONDS } = options;
  const rules = options.rules.map(({ pattern, target }) => ({ matches: compileEventPattern(pattern), target }));
  const deliveries = new Set<Promise<unknown>>();
  const stopping = new AbortController();
  const turns = createTurns(options.atOnce);

  const deliver = async (invoke: Invoke, event: CompleteEvent, urgent: boolean): Promise<void> => {
    for (const milliseconds of [...retryDelaysMilliseconds, undefined]) {
      const invocation = await turns.take(urgent, async () => (stopping.signal.aborted ? undefined : invoke(event)));
      if (!invocation || !('error' in invocation) || stopping.signal.aborted) return;
      if (milliseconds === undefined) {
        const message = `${event['detail-type']} was not processed: ${invocation.error.errorMessage}`;
        return report?.({ type: 'problem', part: 'event bus', message });
      }
      const again = await delay(milliseconds, true, { signal: stopping.signal }).catch(() => false);
      if (!again) return;
    }
  };

  return {
    async put(event, urgent = false) {
      const complete = completeEvent(event);
      const targets = rules.filter(({ matches }) => matches(complete)).map(({ target }) => target);
      const delivery = Promise.all(targets.map(({ invoke }) => deliver(invoke, complete, urgent)));
      deliveries.add(delivery);
      await delivery;
      deliveries.delete(delivery);
    },
    async idle() {
      await Promise.all(deliveries);
    },
    stop() {
      stopping.abort();
    },
  };
}

type CompleteEvent = ReturnType<typeof completeEvent>;

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html */
const completeEvent = ({ time = Date.now(), ...event }: PutEvent) => ({
  version: '0',
  id: randomUUID(),
  ...event,
  account: LOCAL_ACCOUNT,
  region: LOCAL_REGION,
  time: new Date(time).toISOString().replace(/\.\d+Z$/, 'Z'),
});
