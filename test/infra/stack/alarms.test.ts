import { afterEach, expect, test, vi } from 'vitest';
import { indexConfiguration } from '../../../functions/core/configuration.ts';
import { webhook } from '../../../functions/webhook.ts';
import { generateStack } from '../../../infra/stack/generate-stack.ts';
import { stackOptions } from './compile-for-test.ts';

afterEach(() => vi.restoreAllMocks());

const options = stackOptions('prod', 'stack: { alarmEmail: ops@example.com }');
const { Resources } = generateStack(options).template;
const ofType = (type: string) => Object.values(Resources).filter(({ Type }) => Type === type);
const alarms = ofType('AWS::CloudWatch::Alarm').map(({ Properties }) => Properties);
const alarm = (name: string) => alarms.find(({ AlarmName }) => AlarmName === `pushlight-prod-${name}`);

test('there is an alarm for each thing that somebody has to see to', () => {
  expect(alarms.map(({ AlarmName }) => AlarmName)).toEqual(
    [
      'refused-deliveries',
      'hook-failures',
      'dead-letters',
      'oldest-message',
      'undelivered-events',
      'no-reconcile',
      ...options.functions.flatMap(({ name }) => [`${name}-errors`, `${name}-throttles`]),
    ].map((name) => `pushlight-prod-${name}`),
  );
});

test('each says where to look, and fits into an e-mail', () => {
  for (const { AlarmName, AlarmDescription } of alarms) {
    expect(AlarmDescription, String(AlarmName)).toMatch(/Look|raise/);
    expect(String(AlarmDescription).length).toBeLessThan(1024);
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
  const { Resources: quiet } = generateStack(stackOptions('prod')).template;
  expect(quiet['AlarmTopic']).toBe(undefined);
  expect(Object.keys(quiet['DeadLettersAlarm']?.Properties ?? {})).not.toContain('AlarmActions');
});

test('hook failures are what webhook logs of a wrong signature, and not of a hook that nobody has', async () => {
  const lines: string[] = [];
  vi.spyOn(console, 'log').mockImplementation((line: string) => void lines.push(line));
  const take = webhook({
    configuration: indexConfiguration({
      hooks: [{ name: 'github', provider: 'github', host: 'github.com' }],
      projects: [],
    }),
    secrets: { ofHook: () => Promise.resolve(['secret']) },
    queue: { send: () => Promise.resolve() },
  });
  for (const hook of ['github', 'wp-login']) {
    await take({
      id: 'a',
      route: 'POST /webhooks/{hook}',
      origin: 'https://example.com',
      sourceIp: '192.0.2.1',
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` },
      pathParameters: { hook },
      query: new URLSearchParams(),
      body: Buffer.from('{}'),
      receivedAt: 0,
    });
  }
  // Any of the terms: https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
  const { FilterPattern, LogGroupName } = Resources['HookFailuresFilter']!.Properties;
  const terms = [...String(FilterPattern).matchAll(/\?(?:"([^"]+)"|(\w+))/g)].map(
    ([, phrase, word]) => phrase ?? word!,
  );
  expect(LogGroupName).toEqual({ Ref: 'WebhookLogGroup' });
  expect(lines.map((line) => terms.some((term) => line.includes(term)))).toEqual([true, false]);
});

test('refused deliveries are counted from the access log, which has their route and a number for the status', () => {
  const { FilterPattern, LogGroupName } = Resources['RefusedDeliveriesFilter']!.Properties;
  expect(LogGroupName).toEqual({ Ref: 'HttpApiLogGroup' });
  expect(FilterPattern).toBe('{ ($.route = "POST /webhooks/{hook}") && (($.status >= 500) || ($.status = 429)) }');
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
