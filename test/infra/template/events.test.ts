import { beforeAll, expect, test } from 'vitest';
import { compileForTest, reportingOptions, stackOptions, type CompiledStack } from './compile-for-test.ts';

const options = stackOptions('prod');
let stack: CompiledStack;
beforeAll(async () => {
  stack = await compileForTest(options);
});

const queue = (logicalId: string) => stack.resources[logicalId]!.Properties;

/** The resource that `Fn::GetAtt` names. */
const resourceOf = (attribute: unknown): string => (attribute as { 'Fn::GetAtt': [string] })['Fn::GetAtt'][0];

interface PolicyStatement {
  readonly Effect: string;
  readonly Principal: unknown;
  readonly Action: string;
  readonly Resource: unknown;
  readonly Condition: Readonly<Record<string, unknown>>;
}
const queuePolicies = (): readonly (readonly [string, readonly PolicyStatement[]])[] =>
  stack
    .properties('AWS::SQS::QueuePolicy')
    .map(({ Queues, PolicyDocument }) => [
      (Queues as [{ Ref: string }])[0].Ref,
      (PolicyDocument as { Statement: PolicyStatement[] }).Statement,
    ]);

test('a queue that invokes a function has a dead-letter queue of its own type (ES6000, AwsSolutions-SQS3, E3502)', () => {
  for (const { EventSourceArn } of stack.properties('AWS::Lambda::EventSourceMapping')) {
    const source = queue(resourceOf(EventSourceArn));
    const { deadLetterTargetArn } = source['RedrivePolicy'] as { deadLetterTargetArn: unknown };
    const dead = queue(resourceOf(deadLetterTargetArn));
    expect(dead['FifoQueue']).toBe(source['FifoQueue']);
    expect(dead['MessageRetentionPeriod']).toBe(14 * 24 * 3600);
  }
});

test("a message stays hidden for six of its function's timeouts (E3505)", () => {
  for (const { EventSourceArn, FunctionName } of stack.properties('AWS::Lambda::EventSourceMapping')) {
    const source = queue(resourceOf(EventSourceArn));
    const woken = stack.resources[resourceOf(FunctionName)]!.Properties;
    expect(source['VisibilityTimeout']).toBe(6 * Number(woken['Timeout']));
  }
});

test("a queue's event source runs few functions at once, and returns only failed messages", () => {
  const sources = stack.properties('AWS::Lambda::EventSourceMapping');
  expect(sources).toHaveLength(3);
  for (const source of sources) {
    expect(source).toMatchObject({ FunctionResponseTypes: ['ReportBatchItemFailures'] });
    expect(source['ScalingConfig']).toEqual({ MaximumConcurrency: expect.toBeOneOf([2, 5]) });
    expect(source['BatchSize']).toBeLessThanOrEqual(10);
  }
});

test.each([
  ['commit statuses', 'a hook has a credential', 'Report'],
  ['excerpts', 'a project has logExcerpt', 'Excerpt'],
])('the queue of %s is polled only if %s, since even an idle queue costs money', async (_, __, reader) => {
  const isPolled = (each: CompiledStack): unknown =>
    each.ofType('AWS::Lambda::EventSourceMapping').find(([id]) => id.startsWith(reader))?.[1].Properties['Enabled'];
  expect(isPolled(stack)).toBe(false);
  expect(isPolled(await compileForTest(reportingOptions('prod')))).toBe(true);
});

test('each queue is encrypted and refuses requests without TLS (CKV_AWS_27, AwsSolutions-SQS2, SQS4)', () => {
  const policies = new Map(queuePolicies());
  for (const [id, { Properties }] of stack.ofType('AWS::SQS::Queue')) {
    expect(Properties['SqsManagedSseEnabled'], id).toBe(true);
    expect(policies.get(id), id).toContainEqual({
      Effect: 'Deny',
      Principal: '*',
      Action: 'sqs:*',
      Resource: { 'Fn::GetAtt': [id, 'Arn'] },
      Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    });
  }
});

test('only our roles and rules can use a queue (CKV_AWS_72, CKV_AWS_168, CKV_AWS_387)', () => {
  const rules = stack.properties('AWS::Events::Rule').map(({ Name }) => ({
    'Fn::Sub': `arn:\${AWS::Partition}:events:\${AWS::Region}:\${AWS::AccountId}:rule/${String(Name)}`,
  }));
  const allowed = queuePolicies().flatMap(([, statements]) => statements.filter(({ Effect }) => Effect === 'Allow'));
  expect(allowed).toEqual([
    {
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: { 'Fn::GetAtt': ['UndeliveredEventsQueue', 'Arn'] },
      Condition: { ArnEquals: { 'aws:SourceArn': rules } },
    },
  ]);
});

test('each rule and schedule has a retry limit and a standard queue for events that it gave up (ES4000)', () => {
  for (const { Name, Targets } of stack.properties('AWS::Events::Rule')) {
    expect(Targets, String(Name)).toMatchObject([
      {
        RetryPolicy: { MaximumEventAgeInSeconds: expect.any(Number), MaximumRetryAttempts: expect.any(Number) },
        DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['UndeliveredEventsQueue', 'Arn'] } },
      },
    ]);
  }
  expect(queue('UndeliveredEventsQueue')['FifoQueue']).toBe(undefined);
});

test('an event on which its function fails also goes to a queue; a scheduled one is not retried (ES1001, CKV_AWS_116)', () => {
  const configs = stack
    .properties('AWS::Lambda::EventInvokeConfig')
    .map(({ FunctionName, MaximumRetryAttempts, DestinationConfig }) => [
      FunctionName,
      MaximumRetryAttempts,
      DestinationConfig,
    ]);
  expect(configs).toEqual([
    [
      { Ref: 'StatusLambdaFunction' },
      2,
      { OnFailure: { Destination: { 'Fn::GetAtt': ['UndeliveredEventsQueue', 'Arn'] } } },
    ],
    [{ Ref: 'ReconcileLambdaFunction' }, 0, {}],
  ]);
  const targets = stack.properties('AWS::Events::Rule').map(({ Targets }) => (Targets as { Arn: unknown }[])[0]?.Arn);
  expect(new Set(targets.map((arn) => JSON.stringify(arn)))).toEqual(
    new Set(
      ['StatusLambdaFunction', 'ReconcileLambdaFunction'].map((id) => JSON.stringify({ 'Fn::GetAtt': [id, 'Arn'] })),
    ),
  );
});

test("a queue's event source never uses more than its function's concurrency", () => {
  const trigger = stack.resources['TriggerLambdaFunction']!.Properties;
  const [source] = stack.properties('AWS::Lambda::EventSourceMapping');
  const { MaximumConcurrency } = source!['ScalingConfig'] as { MaximumConcurrency: number };
  expect(MaximumConcurrency).toBeLessThanOrEqual(Number(trigger['ReservedConcurrentExecutions']));
});
