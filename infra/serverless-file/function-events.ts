import * as v from 'valibot';
import { readAs } from './read-as.ts';
import { readRateExpression } from './rate-expression.ts';
import type { StackResources } from './stack-resources.ts';

/** What wakes a function. */
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
});

const EventBridge = v.strictObject({ pattern: v.record(v.string(), v.unknown()) });

/** One reader for each type of event that the local stack runs. */
const READERS: { readonly [T in FunctionEvent['type']]: Reader } = {
  httpApi(value, place) {
    const route = readAs(HttpApi, value, place);
    const [, method, path] = ROUTE.exec(route) ?? [];
    if (method !== undefined && path !== undefined) return { type: 'httpApi', method, path };
    throw new Error(`${place} is ${route}; a route is a method and a path, such as "GET /badges/{file}".`);
  },
  sqs(value, place, queueNameOf) {
    const { arn, batchSize, maximumConcurrency, functionResponseType } = readAs(Sqs, value, place);
    const queueName = queueNameOf(arn);
    if (queueName === undefined) throw new Error(`${place}.arn is ${arn}, which is none of the queues in resources.`);
    return {
      type: 'sqs',
      queueName,
      batchSize,
      ...(maximumConcurrency !== undefined && { maximumConcurrency }),
      reportBatchItemFailures: functionResponseType !== undefined,
    };
  },
  eventBridge(value, place) {
    return { type: 'eventBridge', pattern: readAs(EventBridge, value, place).pattern };
  },
  schedule(value, place) {
    const expression = readAs(v.string(), value, place);
    const everyMilliseconds = readRateExpression(expression);
    if (everyMilliseconds !== undefined) return { type: 'schedule', everyMilliseconds };
    throw new Error(`${place} is ${expression}; what runs here is a rate such as "rate(5 minutes)".`);
  },
};

const isKnownType = (type: string): type is FunctionEvent['type'] => Object.hasOwn(READERS, type);

/** @throws Error naming the place of an event that the local stack would not run as AWS does */
export function readFunctionEvent(event: unknown, place: string, queueNameOf: QueueNameOf): FunctionEvent {
  const [[type, value] = ['', undefined], ...others] = Object.entries(
    readAs(v.record(v.string(), v.unknown()), event, place),
  );
  if (others.length === 0 && isKnownType(type)) return READERS[type](value, `${place}.${type}`, queueNameOf);
  throw new Error(
    `${place} is ${JSON.stringify(event)}; it must be one of ${Object.keys(READERS).join(', ')}, which run here as deployed.`,
  );
}
