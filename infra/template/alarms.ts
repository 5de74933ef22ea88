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
  /** The suffix of the alarm's name: "dead-letters". */
  readonly name: string;
  /** What the alarm means and what to do; the text of its e-mail. */
  readonly text: string | Sub;
  readonly metric: Readonly<Record<string, unknown>>;
  readonly when: 'GreaterThanOrEqualToThreshold' | 'LessThanThreshold';
  readonly threshold: number;
  /** How many of the last periods must be bad; by default, the last one. */
  readonly periods?: { readonly bad: number; readonly of: number };
  /** Whether missing data counts as bad. */
  readonly missingIsBad?: true;
}

/**
 * Each alarm means that somebody has to act. There are only a few alarms, because AWS bills every metric of an alarm.
 */
export function alarms(context: StackContext): StackPart {
  const all = alarmsOf(context);
  return { Resources: Object.fromEntries(all.map((alarm) => [alarmId(alarm.name), resource(alarm, context)])) };
}

/** The logical ids of the alarms, the most important first. */
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
      text: `Deliveries from a Git host were refused with a 5xx, 429 or 413, and not every host redelivers them. Look for ${lines('webhook', 'delivery-not-taken')}, then redeliver from the hook's page at the host. A delivery that is too large (413) never reaches the function, and redelivering it does not help.`,
      metric: ofLog('RefusedDeliveries', 5 * MINUTE),
      ...atLeast(1),
    },
    {
      name: 'hook-failures',
      text: `Three deliveries within an hour were not signed with their hook's secret, or were not valid. Look for ${counted('HookFailures')}, and compare the secret at the Git host with the one in the Parameter Store.`,
      metric: ofLog('HookFailures', HOUR),
      ...atLeast(3),
    },
    {
      name: 'dead-letters',
      // With both ARNs: SQS knows no source queue for messages that the trigger itself put there.
      text: sub`Requested builds will not start. Look for ${lines('trigger', 'job-given-up')}, fix the cause, then start the builds: aws sqs start-message-move-task --region ${REGION} --source-arn ${arnOf('DeadLetterQueue')} --destination-arn ${arnOf('DeliveriesQueue')}`,
      metric: ofQueue('DeadLetterQueue', 'ApproximateNumberOfMessagesVisible'),
      ...atLeast(1),
    },
    {
      name: 'waiting-jobs',
      text: `For 15 minutes, builds have been waiting to start. Look for ${counted('WaitingJobs')}. Usually, the account has reached CodeBuild's limit of concurrent builds, which you can raise in Service Quotas.`,
      // Not the age of the oldest message, since SQS ignores messages that were received three times. A waiting job is
      // received at least every five minutes; one of four such periods may fall between two receives.
      // https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html
      metric: ofLog('WaitingJobs', 5 * MINUTE),
      ...atLeast(1),
      periods: { bad: 3, of: 4 },
    },
    // Without a hook with a credential, no status is sent.
    ...functions
      .filter((each) => each.name === 'report' && isPolled(each))
      .map((): Alarm => ({
        name: 'unsent-statuses',
        text: sub`Commit statuses were not sent. Look for ${lines('report', 'status-not-allowed', 'status-given-up')}, fix the cause, usually a credential, then send them: aws sqs start-message-move-task --region ${REGION} --source-arn ${arnOf('UnsentCommitStatusesQueue')} --destination-arn ${arnOf('CommitStatusesQueue')}`,
        metric: ofQueue('UnsentCommitStatusesQueue', 'ApproximateNumberOfMessagesVisible'),
        ...atLeast(1),
      })),
    // Without a project with logExcerpt, no log is read.
    ...functions
      .filter((each) => each.name === 'excerpt' && isPolled(each))
      .map((): Alarm => ({
        name: 'lost-excerpts',
        text: sub`Pages of builds lack the end of the log. Look for ${lines('excerpt', 'excerpt-failed')}, fix the cause, then have the logs read: aws sqs start-message-move-task --region ${REGION} --source-arn ${arnOf('LostExcerptsQueue')} --destination-arn ${arnOf('ExcerptsQueue')}`,
        metric: ofQueue('LostExcerptsQueue', 'ApproximateNumberOfMessagesVisible'),
        ...atLeast(1),
      })),
    {
      name: 'undelivered-events',
      text: `Build events did not reach their function, or it failed on them. Badges correct themselves within minutes. Look for errors in ${log('status')}, then purge the queue ${stackName}-undelivered-events.`,
      metric: ofQueue('UndeliveredEventsQueue', 'ApproximateNumberOfMessagesVisible'),
      ...atLeast(1),
    },
    {
      name: 'no-reconcile',
      text: `reconcile has not run for an hour, so badges may be outdated. Check ${log('reconcile')}, whether the rule ${stackName}-reconcile is enabled, and whether the account has concurrency left. (Failed runs raise failed-invocations instead.)`,
      metric: ofFunction('reconcile', 'Invocations', HOUR),
      when: 'LessThanThreshold',
      threshold: 1,
      missingIsBad: true,
    },
    {
      name: 'failed-invocations',
      text: `Functions failed three times within 15 minutes. Look for "platform.report" in the log groups /aws/lambda/${stackName}-*: each such line is a failure, and the lines before it with the level ERROR show the reason.`,
      metric: ofLog('FailedInvocations', 15 * MINUTE),
      ...atLeast(3),
    },
    {
      name: 'refused-requests',
      text: `Ten requests for badges or the API failed with a 5xx within 15 minutes. Look for "status":5 in the log group of the HTTP API, /aws/http-api/${stackName}. If its integrationStatus is 429, a function reached its concurrency limit. Unless that is a flood, raise its reservedConcurrency in serverless.yml, or the account's concurrency in Service Quotas.`,
      metric: ofLog('RefusedRequests', 15 * MINUTE),
      ...atLeast(10),
    },
    // Throttled requests are counted in the access log, and throttled events end up in the queue of undelivered events.
    ...functions.filter(isPolled).map(({ name }): Alarm => ({
      name: `${name}-throttles`,
      text: `${name} reached its concurrency limit, so its queue waits. Raise its reservedConcurrency in serverless.yml, or the account's concurrency in Service Quotas.`,
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
