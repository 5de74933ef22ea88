import { expect, test } from 'vitest';
import { LOG_EVENTS } from '../../../functions/core/log-events.ts';
import type { FunctionEvent } from '../../../infra/serverless-file/function-events.ts';
import { generateTemplate } from '../../../infra/package/generate-template.ts';
import { reportingOptions, stackOptions } from './compile-for-test.ts';

const options = reportingOptions('prod', 'stack: { alarmEmail: ops@example.com, dashboard: true }');
const { Resources } = generateTemplate(options).template;
const ofType = (type: string) => Object.values(Resources).filter(({ Type }) => Type === type);
const alarms = ofType('AWS::CloudWatch::Alarm').map(({ Properties }) => Properties);
const alarm = (name: string) => alarms.find(({ AlarmName }) => AlarmName === `pushlight-prod-${name}`);

/** What can go wrong, in the order of the functions and queues, and the alarm that reports it. */
const FAULTS: readonly (readonly [fault: string, alarm: string])[] = [
  ['a delivery is not taken, or too large', 'refused-deliveries'],
  ['deliveries of a known hook are not signed by its secret', 'hook-failures'],
  ['deliveries cannot be read', 'hook-failures'],
  ['a job cannot run', 'dead-letters'],
  ['jobs wait for CodeBuild', 'waiting-jobs'],
  ['jobs fail again and again', 'waiting-jobs'],
  ['a Git host refuses a credential', 'unsent-statuses'],
  ['the log of a build cannot be read', 'lost-excerpts'],
  ['an event does not reach its function', 'undelivered-events'],
  ['the schedule runs nothing', 'no-reconcile'],
  ...options.functions.flatMap(({ name, events }) => [
    [`${name} fails, times out or cannot begin`, 'failed-invocations'] as const,
    ...events.map((event) => [`${name} has no room for an event of ${event.type}`, throttled(name, event)] as const),
  ]),
];

/** The alarm that shows that a function has no concurrency left for an event. */
function throttled(name: string, event: FunctionEvent): string {
  switch (event.type) {
    case 'httpApi':
      return event.path.startsWith('/webhooks/') ? 'refused-deliveries' : 'refused-requests';
    case 'sqs':
      return `${name}-throttles`;
    // After its retries, Lambda sends the event to the queue of undelivered events.
    case 'eventBridge':
      return 'undelivered-events';
    // Only runs are counted, and then there are none.
    case 'schedule':
      return 'no-reconcile';
  }
}

test.each(FAULTS)('when %s, the alarm %s shows it', (_fault, name) => expect(alarm(name)).toBeDefined());

test('every alarm shows some fault, and none watches more than one metric', () => {
  const shown = new Set(FAULTS.map(([, name]) => `pushlight-prod-${name}`));
  expect(new Set(alarms.map(({ AlarmName }) => AlarmName))).toEqual(shown);
  expect(alarms).toHaveLength(13);
  for (const each of alarms) expect(each).toHaveProperty('MetricName');
});

test('a metric of ours that an alarm watches is counted by a filter', () => {
  const counted = ofType('AWS::Logs::MetricFilter').map(({ Properties }) => Properties['MetricTransformations']);
  for (const { Namespace, MetricName, AlarmName } of alarms) {
    if (Namespace !== 'pushlight-prod') continue;
    expect(counted, String(AlarmName)).toContainEqual([{ MetricNamespace: Namespace, MetricName, MetricValue: '1' }]);
  }
});

/** The text after CloudFormation's substitution, with the longest possible names. */
const textOf = (description: unknown): string =>
  typeof description === 'string'
    ? description
    : (description as { 'Fn::Sub': string })['Fn::Sub']
        .replaceAll('${AWS::Region}', 'us-gov-west-1')
        .replaceAll(
          /\$\{(\w+)\.Arn\}/g,
          (_, id: string) => `arn:aws-us-gov:sqs:us-gov-west-1:123456789012:${id.padEnd(80, '.')}`,
        );

test('each alarm says where to look, and fits into an e-mail', () => {
  for (const { AlarmName, AlarmDescription } of alarms) {
    expect(textOf(AlarmDescription), String(AlarmName)).toMatch(/Look|raise/i);
    expect(textOf(AlarmDescription).length).toBeLessThan(1024);
  }
});

test('an alarm that refers to a log names lines that are written there', () => {
  for (const { AlarmName, AlarmDescription } of alarms) {
    const [, named = ''] = /Look for ((?:[\w-]+ or )*[\w-]+) in the log group/.exec(textOf(AlarmDescription)) ?? [];
    for (const event of named.split(' or ').filter((word) => word.includes('-'))) {
      expect(Object.keys(LOG_EVENTS), String(AlarmName)).toContain(event);
    }
  }
});

test('missing data is no alarm, except for the one that waits for a run', () => {
  const breaching = alarms.filter(({ TreatMissingData }) => TreatMissingData === 'breaching');
  expect(breaching).toEqual([alarm('no-reconcile')]);
  expect(alarm('no-reconcile')).toMatchObject({ ComparisonOperator: 'LessThanThreshold', Threshold: 1 });
});

test('a queue that only failures fill raises an alarm with its first message', () => {
  for (const [name, queue] of [
    ['dead-letters', 'DeadLetterQueue'],
    ['undelivered-events', 'UndeliveredEventsQueue'],
  ] as const) {
    expect(alarm(name)).toMatchObject({
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Name: 'QueueName', Value: { 'Fn::GetAtt': [queue, 'QueueName'] } }],
      Threshold: 1,
    });
  }
});

test('all alarms go to the address, over a topic to which only they can publish, and only over TLS', () => {
  for (const { AlarmActions, OKActions } of alarms) {
    expect([AlarmActions, OKActions]).toEqual([[{ Ref: 'AlarmTopic' }], [{ Ref: 'AlarmTopic' }]]);
  }
  expect(Resources['AlarmTopic']?.Properties['Subscription']).toEqual([
    { Protocol: 'email', Endpoint: 'ops@example.com' },
  ]);
  expect(Resources['AlarmTopicPolicy']?.Properties['PolicyDocument']).toMatchObject({
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'cloudwatch.amazonaws.com' },
        Condition: {
          ArnLike: { 'aws:SourceArn': { 'Fn::Sub': expect.stringMatching(/:alarm:pushlight-prod-\*$/) } },
        },
      },
      { Effect: 'Deny', Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    ],
  });
});

test('without a credential no statuses are sent, without logExcerpt no log is read, and no alarm watches either', () => {
  const { Resources: silent } = generateTemplate(stackOptions('prod')).template;
  const names = Object.values(silent)
    .filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')
    .map(({ Properties }) => String(Properties['AlarmName']));
  expect(names.filter((name) => /report-|statuses|excerpt/.test(name))).toEqual([]);
});

test('without an address nobody is notified, and there is no topic', () => {
  const { Resources: quiet } = generateTemplate(stackOptions('prod')).template;
  expect(quiet['AlarmTopic']).toBe(undefined);
  expect(Object.keys(quiet['DeadLettersAlarm']?.Properties ?? {})).not.toContain('AlarmActions');
});

test("the alarm on waiting jobs counts log lines, since SQS excludes messages that were received often from a queue's age", () => {
  expect(alarm('waiting-jobs')).toMatchObject({
    Namespace: 'pushlight-prod',
    MetricName: 'WaitingJobs',
    Threshold: 1,
    Period: 300,
    EvaluationPeriods: 4,
    DatapointsToAlarm: 3,
  });
  expect(JSON.stringify(alarms)).not.toContain('ApproximateAgeOfOldestMessage');
});

test('the dashboard covers every function and queue, and shows every alarm', () => {
  const body = Resources['Dashboard']!.Properties['DashboardBody'] as { 'Fn::Sub': string };
  const { widgets } = JSON.parse(body['Fn::Sub']) as {
    widgets: { type: string; x: number; width: number; properties: object }[];
  };
  const [status] = widgets;
  expect(status?.properties).toMatchObject({
    alarms: Object.keys(Resources)
      .filter((id) => id.endsWith('Alarm'))
      .map((id) => `\${${id}.Arn}`),
  });
  for (const { name } of options.functions) expect(body['Fn::Sub']).toContain(`/aws/lambda/pushlight-prod-${name}'`);
  for (const queue of ['deliveries.fifo', 'dead-letters.fifo', 'undelivered-events']) {
    expect(body['Fn::Sub']).toContain(`"pushlight-prod-${queue}"`);
  }
  for (const { x, width } of widgets) expect(x + width).toBeLessThanOrEqual(24);
});

test('everything that the dashboard lists as a recent error is counted by a metric or written by Lambda', () => {
  const body = Resources['Dashboard']!.Properties['DashboardBody'] as { 'Fn::Sub': string };
  const { widgets } = JSON.parse(body['Fn::Sub']) as { widgets: { type: string; properties: { query?: string } }[] };
  expect(widgets.find(({ type }) => type === 'log')?.properties.query).toContain(
    `| filter level in ["error", "ERROR"] or event in ["delivery-not-verified","delivery-malformed","job-waits","job-failed"] or type = "platform.report" |`,
  );
  expect(body['Fn::Sub']).toContain('"pushlight-prod-deliveries.fifo",{"stat":"Maximum","label":"hidden"}');
});

test('by default, there is no dashboard, since AWS bills it', () => {
  const { Resources, Outputs } = generateTemplate(stackOptions('prod')).template;
  expect(Object.values(Resources).filter(({ Type }) => Type === 'AWS::CloudWatch::Dashboard')).toEqual([]);
  expect(Outputs).not.toHaveProperty('DashboardUrl');
});

test.each([
  ['eu-west-1', 'https://${AWS::Region}.console.aws.amazon.com/cloudwatch/'],
  ['cn-north-1', 'https://${AWS::Region}.console.amazonaws.cn/cloudwatch/'],
  ['us-gov-west-1', 'https://${AWS::Region}.console.amazonaws-us-gov.com/cloudwatch/'],
])('the dashboard of a stack in %s is at %s', (region, beginning) => {
  const { DashboardUrl } = generateTemplate(stackOptions('prod', 'stack: { dashboard: true }', region)).template
    .Outputs;
  expect(DashboardUrl?.Value).toEqual({ 'Fn::Sub': expect.stringContaining(beginning) });
});
