import { expect, test } from 'vitest';
import { LOG_EVENTS } from '../../../functions/core/log-events.ts';
import { LAMBDA_FAILURES } from '../../../infra/template/dashboard.ts';
import { generateTemplate } from '../../../infra/package/generate-template.ts';
import { stackOptions } from './compile-for-test.ts';

const options = stackOptions('prod', 'stack: { alarmEmail: ops@example.com }');
const { Resources } = generateTemplate(options).template;
const ofType = (type: string) => Object.values(Resources).filter(({ Type }) => Type === type);
const alarms = ofType('AWS::CloudWatch::Alarm').map(({ Properties }) => Properties);
const alarm = (name: string) => alarms.find(({ AlarmName }) => AlarmName === `pushlight-prod-${name}`);

test('there is an alarm for each thing that somebody has to see to', () => {
  expect(alarms.map(({ AlarmName }) => AlarmName)).toEqual(
    [
      'refused-deliveries',
      'hook-failures',
      'dead-letters',
      'waiting-jobs',
      'undelivered-events',
      'no-reconcile',
      ...options.functions.flatMap(({ name }) => [`${name}-errors`, `${name}-throttles`]),
    ].map((name) => `pushlight-prod-${name}`),
  );
});

/** As CloudFormation substitutes it, for the longest names that there are. */
const textOf = (description: unknown): string =>
  typeof description === 'string'
    ? description
    : (description as { 'Fn::Sub': string })['Fn::Sub']
        .replaceAll('${AWS::Region}', 'us-gov-west-1')
        .replaceAll(
          /\$\{(\w+)\.Arn\}/g,
          (_, id: string) => `arn:aws-us-gov:sqs:us-gov-west-1:123456789012:${id.padEnd(80, '.')}`,
        );

test('each says where to look, and fits into an e-mail', () => {
  for (const { AlarmName, AlarmDescription } of alarms) {
    expect(textOf(AlarmDescription), String(AlarmName)).toMatch(/Look|raise/);
    expect(textOf(AlarmDescription).length).toBeLessThan(1024);
  }
});

test('an alarm that sends its reader to a log names lines that are written there', () => {
  for (const { AlarmName, AlarmDescription } of alarms) {
    const [, named = ''] = /Look for ((?:[\w-]+ or )*[\w-]+) in the log group/.exec(textOf(AlarmDescription)) ?? [];
    for (const event of named.split(' or ').filter((word) => word.includes('-'))) {
      expect(Object.keys(LOG_EVENTS), String(AlarmName)).toContain(event);
    }
  }
});

test('no figure is no alarm, but for the one that waits for a run', () => {
  const breaching = alarms.filter(({ TreatMissingData }) => TreatMissingData === 'breaching');
  expect(breaching).toEqual([alarm('no-reconcile')]);
  expect(alarm('no-reconcile')).toMatchObject({ ComparisonOperator: 'LessThanThreshold', Threshold: 1 });
});

test('a queue that only failures fill is watched from its first message on', () => {
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

test('all go to the address, over a topic that only our alarms may publish on, and by TLS alone', () => {
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

test('without an address nobody is told, and there is no topic', () => {
  const { Resources: quiet } = generateTemplate(stackOptions('prod')).template;
  expect(quiet['AlarmTopic']).toBe(undefined);
  expect(Object.keys(quiet['DeadLettersAlarm']?.Properties ?? {})).not.toContain('AlarmActions');
});

test('a job that waits is alarmed by its log lines: SQS leaves what was received often out of the age of a queue', () => {
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

test('the dashboard asks of every function and queue, and shows every alarm', () => {
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

/** Of a dashboard's widget on logs. */
const FAILURES = new RegExp(LAMBDA_FAILURES);

test.each([
  '2026-10-09T13:55:36.000Z\t8f5e\tERROR\tInvoke Error \t{"errorType":"TypeError","errorMessage":"x is not a function","stack":[]}',
  '2026-10-09T13:55:36.000Z\tundefined\tERROR\tUncaught Exception \t{"errorType":"Runtime.ImportModuleError"}',
  '2026-10-09T13:55:36.000Z\t8f5e\tERROR\tUnhandled Promise Rejection \t{"errorType":"Runtime.UnhandledPromiseRejection"}',
  '2026-10-09T13:55:36.000Z 8f5e Task timed out after 8.00 seconds',
  'RequestId: 8f5e Error: Runtime exited with error: signal: killed',
  'RequestId: 8f5e Error: Runtime exited without providing a reason',
  'INIT_REPORT Init Duration: 488.22 ms\tPhase: invoke\tStatus: error\tError Type: Runtime.ExitError',
  'INIT_REPORT Init Duration: 10008.65 ms\tPhase: init\tStatus: timeout',
  'REPORT RequestId: 8f5e\tDuration: 10935.70 ms\tBilled Duration: 10936 ms\tMemory Size: 512 MB\tMax Memory Used: 512 MB\tStatus: error\tError Type: Runtime.OutOfMemory',
])('the dashboard shows %j, which Lambda writes', (line) => expect(line).toMatch(FAILURES));

test.each([
  'START RequestId: 8f5e Version: $LATEST',
  'END RequestId: 8f5e',
  'REPORT RequestId: 8f5e\tDuration: 95.78 ms\tBilled Duration: 96 ms\tMemory Size: 512 MB\tMax Memory Used: 39 MB\tInit Duration: 83.58 ms',
  'INIT_START Runtime Version: nodejs:24.v1\tRuntime Version ARN: arn:aws:lambda:eu-west-1::runtime:0',
])('and not %j', (line) => expect(line).not.toMatch(FAILURES));

test('what went wrong last is also what a metric counts, and what Lambda writes', () => {
  const body = Resources['Dashboard']!.Properties['DashboardBody'] as { 'Fn::Sub': string };
  const { widgets } = JSON.parse(body['Fn::Sub']) as { widgets: { type: string; properties: { query?: string } }[] };
  expect(widgets.find(({ type }) => type === 'log')?.properties.query).toContain(
    `| filter level = "error" or event in ["delivery-not-verified","delivery-malformed","job-waits","job-failed"] or @message like /${LAMBDA_FAILURES}/ |`,
  );
  expect(body['Fn::Sub']).toContain('"pushlight-prod-deliveries.fifo",{"stat":"Maximum","label":"hidden"}');
});

test.each([
  ['eu-west-1', 'https://${AWS::Region}.console.aws.amazon.com/cloudwatch/'],
  ['cn-north-1', 'https://${AWS::Region}.console.amazonaws.cn/cloudwatch/'],
  ['us-gov-west-1', 'https://${AWS::Region}.console.amazonaws-us-gov.com/cloudwatch/'],
])('the dashboard of a stack in %s is at %s', (region, beginning) => {
  const { DashboardUrl } = generateTemplate(stackOptions('prod', '', region)).template.Outputs;
  expect(DashboardUrl?.Value).toEqual({ 'Fn::Sub': expect.stringContaining(beginning) });
});
