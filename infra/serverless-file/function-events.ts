import * as v from 'valibot';
import { readAs } from './read-as.ts';
import { readRateExpression } from './rate-expression.ts';
import type { StackResources } from './stack-resources.ts';

/** What invokes a function. */
export type FunctionEvent =
  | { readonly type: 'httpApi'; readonly method: string; readonly path: string }
  | {
      readonly type: 'sqs';
      readonly queueName: string;
      readonly batchSize: number;
      readonly maximumConcurrency?: number;
      readonly reportBatchItemFailures: boolean;
    }
  | { readonly type: 'eventBridge'; readonly pattern: Readonly<Record<string, unknown>> }
  | { readonly type: 'schedule'; readonly everyMilliseconds: number };

type QueueNameOf = StackResources['queueNameOf'];

type Reader = (value: unknown, place: string, queueNameOf: QueueNameOf) => FunctionEvent;

const ROUTE = /^(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS) ((?:\/(?:\{\w+\}|[^/\s{}]*))+)$/;

const HttpApi = v.union([
  v.string(),
  v.pipe(
    v.strictObject({ method: v.string(), path: v.string() }),
    v.transform(({ method, path }) => `${method.toUpperCase()} ${path}`),
  ),
]);

const Sqs = v.strictObject({
  arn: v.string(),
  batchSize: v.optional(v.pipe(v.number(), v.integer()), 10),
  maximumConcurrency: v.optional(v.pipe(v.number(), v.integer())),
  functionResponseType: v.optional(v.literal('ReportBatchItemFailures')),
  // Locally, it costs nothing to poll an empty queue.
  enabled: v.optional(v.unknown()),
});

const EventBridge = v.strictObject({
  pattern: v.optional(v.record(v.string(), v.unknown())),
  schedule: v.optional(v.string()),
  // Locally, a rule always reaches its function, so its name and its failure handling have no effect.
  name: v.optional(v.string()),
  retryPolicy: v.optional(v.unknown()),
  deadLetterQueueArn: v.optional(v.unknown()),
});

/** A reader for each type of event that the local service supports. */
const READERS: { readonly [T in FunctionEvent['type']]: Reader } = {
  httpApi(value, place) {
    const route = readAs(HttpApi, value, place);
    const [, method, path] = ROUTE.exec(route) ?? [];
    if (method !== undefined && path !== undefined) return { type: 'httpApi', method, path };
    throw new Error(`${place} is ${route}, but a route must be a method and a path, for example "GET /badges/{file}".`);
  },
  sqs(value, place, queueNameOf) {
    const { arn, batchSize, maximumConcurrency, functionResponseType } = readAs(Sqs, value, place);
    const queueName = queueNameOf(arn);
    if (queueName === undefined) throw new Error(`${place}.arn is ${arn}, which is not a queue in resources.`);
    return {
      type: 'sqs',
      queueName,
      batchSize,
      ...(maximumConcurrency !== undefined && { maximumConcurrency }),
      reportBatchItemFailures: functionResponseType !== undefined,
    };
  },
  eventBridge(value, place) {
    const { pattern, schedule } = readAs(EventBridge, value, place);
    if (pattern && schedule === undefined) return { type: 'eventBridge', pattern };
    if (schedule !== undefined && !pattern) return readSchedule(schedule, `${place}.schedule`);
    throw new Error(`${place} must have either a pattern or a schedule.`);
  },
  schedule(value, place) {
    return readSchedule(readAs(v.string(), value, place), place);
  },
};

function readSchedule(expression: string, place: string): FunctionEvent {
  const everyMilliseconds = readRateExpression(expression);
  if (everyMilliseconds !== undefined) return { type: 'schedule', everyMilliseconds };
  throw new Error(`${place} is ${expression}, but the local service only supports rates such as "rate(5 minutes)".`);
}

const isKnownType = (type: string): type is FunctionEvent['type'] => Object.hasOwn(READERS, type);

/** @throws Error naming the position of an event that the local service would not run as AWS does */
export function readFunctionEvent(event: unknown, place: string, queueNameOf: QueueNameOf): FunctionEvent {
  const [[type, value] = ['', undefined], ...others] = Object.entries(
    readAs(v.record(v.string(), v.unknown()), event, place),
  );
  if (others.length === 0 && isKnownType(type)) return READERS[type](value, `${place}.${type}`, queueNameOf);
  throw new Error(
    `${place} is ${JSON.stringify(event)}, which the local service does not support (allowed: ${Object.keys(READERS).join(', ')}).`,
  );
}
