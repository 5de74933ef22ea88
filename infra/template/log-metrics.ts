import type { LogEventName } from '../../functions/core/log-events.ts';
import { HTTP_API_LOG_GROUP, logGroupId } from '../cloudformation/osls-names.ts';
import type { Resource } from '../cloudformation/template.ts';
import type { StackContext, StackPart } from './template-part.ts';

/** The lines in a function's log that a metric counts. */
interface CountedLines {
  readonly function: string;
  readonly events: readonly LogEventName[];
}

/** By the metric's name. */
export const COUNTED_LINES = {
  HookFailures: { function: 'webhook', events: ['delivery-not-verified', 'delivery-malformed'] },
  WaitingJobs: { function: 'trigger', events: ['job-waits', 'job-failed'] },
} as const satisfies Readonly<Record<string, CountedLines>>;

export type LogMetric = keyof typeof COUNTED_LINES | 'RefusedDeliveries' | 'RefusedRequests' | 'FailedInvocations';

/**
 * Deliveries that were not accepted, in the access log. 413 counts for every route: it is not documented whether API
 * Gateway knows the route of a request that it refuses because of its size. The route is matched with a wildcard, since
 * a brace ends a pattern.
 */
const REFUSED_DELIVERIES =
  '{ (($.route = "POST /webhooks/*") && (($.status >= 500) || ($.status = 429))) || ($.status = 413) }';

/**
 * Requests to other routes that failed, in the access log. The integration's status is Lambda's own: 429 means that a
 * function reached its concurrency limit, whatever API Gateway returns for it.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html
 */
const REFUSED_REQUESTS = '{ ($.route != "POST /webhooks/*") && (($.status >= 500) || ($.integrationStatus = "429")) }';

/**
 * The line that Lambda writes for an invocation that threw, timed out, ran out of memory or could not start.
 * https://docs.aws.amazon.com/lambda/latest/dg/telemetry-schema-reference.html#platform-report
 */
const FAILED_INVOCATION = '{ ($.type = "platform.report") && ($.record.status != "success") }';

/**
 * The stack's own metrics, counted from log lines. The metrics have no default value, so that a metric costs nothing in
 * hours without such lines.
 */
export const logMetrics = (context: StackContext): StackPart => ({
  Resources: {
    HookFailuresFilter: linesFilter('HookFailures', context),
    WaitingJobsFilter: linesFilter('WaitingJobs', context),
    RefusedDeliveriesFilter: metricFilter('RefusedDeliveries', HTTP_API_LOG_GROUP, REFUSED_DELIVERIES, context),
    RefusedRequestsFilter: metricFilter('RefusedRequests', HTTP_API_LOG_GROUP, REFUSED_REQUESTS, context),
    // One metric for all functions, since alarms are billed per metric.
    ...Object.fromEntries(
      context.functions.map(({ name }) => [
        `FailedInvocationsOf${logGroupId(name)}Filter`,
        metricFilter('FailedInvocations', logGroupId(name), FAILED_INVOCATION, context),
      ]),
    ),
  },
});

function linesFilter(metric: keyof typeof COUNTED_LINES, context: StackContext): Resource {
  const { function: name, events }: CountedLines = COUNTED_LINES[metric];
  return metricFilter(metric, logGroupId(name), patternOf(events), context);
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntaxForMetricFilters.html */
const patternOf = (events: readonly LogEventName[]): string =>
  `{ ${events.map((event) => `($.event = "${event}")`).join(' || ')} }`;

const metricFilter = (
  MetricName: LogMetric,
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
