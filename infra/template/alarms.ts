import type { LogEventName } from '../../functions/core/log-events.ts';
import { alarmActions } from './alarm-email.ts';
import { REGION, sub, type GetAtt, type Sub } from '../cloudformation/arn.ts';
import { COUNTED_LINES, type LogMetric } from './log-metrics.ts';
import type { Resource } from '../cloudformation/template.ts';
import type { ServerlessFunction } from '../serverless-file/read-serverless-file.ts';
import type { StackContext, StackPart } from './template-part.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;

interface Alarm {
  /** Ends the alarm's name: "dead-letters". */
  readonly name: string;
  /** What it means and what to do: the text of the e-mail. */
  readonly text: string | Sub;
  readonly metric: Readonly<Record<string, unknown>>;
  readonly when: 'GreaterThanOrEqualToThreshold' | 'LessThanThreshold';
  readonly threshold: number;
  /** How many of the last periods are bad; without it, the last one. */
  readonly periods?: { readonly bad: number; readonly of: number };
  /** Whether to have no figure is as bad as a bad one. */
  readonly missingIsBad?: true;
}

/** Each means that somebody has to do something. There are few, since each metric that one watches is on the bill. */
export function alarms(context: StackContext): StackPart {
  const all = alarmsOf(context);
  return { Resources: Object.fromEntries(all.map((alarm) => [alarmId(alarm.name), resource(alarm, context)])) };
}

/** The logical ids of the alarms, in the order of their weight. */
export const alarmIds = (context: StackContext): readonly string[] =>
  alarmsOf(context).map(({ name }) => alarmId(name));

const arnOf = (logicalId: string): GetAtt => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });

function alarmsOf({ stackName, functions }: StackContext): readonly Alarm[] {
  const atLeast = (threshold: number) => ({ when: 'GreaterThanOrEqualToThreshold', threshold }) as const;
  const ofQueue = (logicalId: string, MetricName: string) => ({
    Namespace: 'AWS/SQS',
    MetricName,
    Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [logicalId, 'QueueName'] } }],
    Statistic: 'Maximum',
    Period: 5 * MINUTE,
  });
  const ofFunction = (name: string, MetricName: string, Period: number) => ({
    Namespace: 'AWS/Lambda',
    MetricName,
    Dimensions: [{ Name: 'FunctionName', Value: `${stackName}-${name}` }],
    Statistic: 'Sum',
    Period,
  });
  const log = (name: string): string => `the log group /aws/lambda/${stackName}-${name}`;
  const lines = (name: string, ...events: readonly LogEventName[]): string => `${events.join(' or ')} in ${log(name)}`;
  const counted = (metric: keyof typeof COUNTED_LINES): string =>
    lines(COUNTED_LINES[metric].function, ...COUNTED_LINES[metric].events);
  const ofLog = (MetricName: LogMetric, Period: number) => ({
    Namespace: stackName,
    MetricName,
    Statistic: 'Sum',
    Period,
  });
  return [
    {
      name: 'refused-deliveries',
      text: `Deliveries of a Git host were refused with a 5xx, 429 or 413, and not every host sends them again. Look for ${lines('webhook', 'delivery-not-taken')}, then redeliver from the hook's page at the host. A delivery that is too large (413) never reaches the function, and redelivering it does not help.`,
      metric: ofLog('RefusedDeliveries', 5 * MINUTE),
      ...atLeast(1),
    },
    {
      name: 'hook-failures',
      text: `Three deliveries in an hour were not signed with their hook's secret, or could not be read. Look for ${counted('HookFailures')}, and compare the secret at the Git host with the one in the Parameter Store.`,
      metric: ofLog('HookFailures', HOUR),
      ...atLeast(3),
    },
    {
      name: 'dead-letters',
      // With both ARNs: what the trigger itself put there came from no queue that SQS could return it to.
      text: sub`Builds that were asked for will not start. Look for ${lines('trigger', 'job-given-up')}, correct the cause, then have them build: aws sqs start-message-move-task --region ${REGION} --source-arn ${arnOf('DeadLetterQueue')} --destination-arn ${arnOf('DeliveriesQueue')}`,
      metric: ofQueue('DeadLetterQueue', 'ApproximateNumberOfMessagesVisible'),
      ...atLeast(1),
    },
    {
      name: 'waiting-jobs',
      text: `For a quarter of an hour, builds have had to wait before they could be started. Look for ${counted('WaitingJobs')}: usually CodeBuild's limit of concurrent builds is reached, and Service Quotas can raise it.`,
      // Not the age of the oldest message: SQS leaves messages that were received three times out of it. A job that
      // waits is received at least every five minutes; one of four such periods may fall between two receives.
      // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
      metric: ofLog('WaitingJobs', 5 * MINUTE),
      ...atLeast(1),
      periods: { bad: 3, of: 4 },
    },
    {
      name: 'undelivered-events',
      text: `Events of builds did not reach their function, or it failed on them. Badges are right again within minutes by themselves. Look for errors in ${log('status')}, then purge the queue ${stackName}-undelivered-events.`,
      metric: ofQueue('UndeliveredEventsQueue', 'ApproximateNumberOfMessagesVisible'),
      ...atLeast(1),
    },
    {
      name: 'no-reconcile',
      text: `For an hour reconcile has not run, so that badges may show what is no longer true. Look in ${log('reconcile')}, whether the rule ${stackName}-reconcile is enabled, and whether the account has concurrency left. (Runs that fail are failed-invocations.)`,
      metric: ofFunction('reconcile', 'Invocations', HOUR),
      when: 'LessThanThreshold',
      threshold: 1,
      missingIsBad: true,
    },
    {
      name: 'failed-invocations',
      text: `Functions failed three times in a quarter of an hour. Look for "platform.report" in the log groups /aws/lambda/${stackName}-*: each such line is a failure, and lines with the level ERROR before it say why.`,
      metric: ofLog('FailedInvocations', 15 * MINUTE),
      ...atLeast(3),
    },
    {
      name: 'refused-requests',
      text: `Ten requests in a quarter of an hour, of badges or of the API, were refused with a 5xx. Look for "status":5 in the log group of the HTTP API, /aws/http-api/${stackName}. Where its integrationStatus is 429, a function was asked for more often at once than it may run: if that is no flood, raise its reservedConcurrency in serverless.yml, or the account's concurrency in Service Quotas.`,
      metric: ofLog('RefusedRequests', 15 * MINUTE),
      ...atLeast(10),
    },
    // What requests ask for is counted in the access log, and what events do arrives in the queue of undelivered ones.
    ...functions.filter(isPolled).map(({ name }): Alarm => ({
      name: `${name}-throttles`,
      text: `${name} was asked for more often at once than it may run, and its queue waits. Raise its reservedConcurrency in serverless.yml, or the account's concurrency in Service Quotas.`,
      metric: ofFunction(name, 'Throttles', 15 * MINUTE),
      ...atLeast(10),
    })),
  ];
}

const isPolled = ({ events }: ServerlessFunction): boolean => events.some(({ type }) => type === 'sqs');

function resource(alarm: Alarm, context: StackContext): Resource {
  const { name, text, metric, when, threshold, periods, missingIsBad = false } = alarm;
  const actions = alarmActions(context);
  return {
    Type: 'AWS::CloudWatch::Alarm',
    Properties: {
      AlarmName: `${context.stackName}-${name}`,
      AlarmDescription: text,
      ...metric,
      ComparisonOperator: when,
      Threshold: threshold,
      EvaluationPeriods: periods?.of ?? 1,
      ...(periods && { DatapointsToAlarm: periods.bad }),
      TreatMissingData: missingIsBad ? 'breaching' : 'notBreaching',
      ...(actions.length > 0 && { AlarmActions: actions, OKActions: actions }),
    },
  };
}

/** "dead-letters" is DeadLettersAlarm. */
const alarmId = (name: string): string =>
  `${name.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase())}Alarm`;
