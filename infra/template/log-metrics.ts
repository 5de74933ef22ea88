import type { LogEventName } from '../../functions/core/log-events.ts';
import { HTTP_API_LOG_GROUP, logGroupId } from '../cloudformation/osls-names.ts';
import type { Resource } from '../cloudformation/template.ts';
import type { StackContext, StackPart } from './template-part.ts';

/** The lines of a function's log that a metric counts. */
interface CountedLines {
  readonly function: string;
  readonly events: readonly LogEventName[];
}

/** By the metric's name. */
export const COUNTED_LINES = {
  HookFailures: { function: 'webhook', events: ['delivery-not-verified', 'delivery-malformed'] },
  WaitingJobs: { function: 'trigger', events: ['job-waits', 'job-failed'] },
} as const satisfies Readonly<Record<string, CountedLines>>;

/**
 * Deliveries that were not accepted, in the access log. 413 counts on every route: whether API Gateway knows the route
 * of a request that it refuses for its size is not documented. The route is matched by a wildcard, since braces end a
 * pattern.
 */
const REFUSED_DELIVERIES =
  '{ (($.route = "POST /webhooks/*") && (($.status >= 500) || ($.status = 429))) || ($.status = 413) }';

/** The stack's own metrics, each counted from the lines of one log group. */
export const logMetrics = (context: StackContext): StackPart => ({
  Resources: {
    ...Object.fromEntries(
      Object.entries<CountedLines>(COUNTED_LINES).map(([metric, { function: name, events }]) => [
        `${metric}Filter`,
        metricFilter(metric, logGroupId(name), patternOf(events), context),
      ]),
    ),
    RefusedDeliveriesFilter: metricFilter('RefusedDeliveries', HTTP_API_LOG_GROUP, REFUSED_DELIVERIES, context),
  },
});

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html */
const patternOf = (events: readonly LogEventName[]): string =>
  `{ ${events.map((event) => `($.event = "${event}")`).join(' || ')} }`;

const metricFilter = (
  MetricName: string,
  logGroup: string,
  FilterPattern: string,
  { stackName }: StackContext,
): Resource => ({
  Type: 'AWS::Logs::MetricFilter',
  Properties: {
    LogGroupName: { Ref: logGroup },
    FilterPattern,
    MetricTransformations: [{ MetricNamespace: stackName, MetricName, MetricValue: '1' }],
  },
});
