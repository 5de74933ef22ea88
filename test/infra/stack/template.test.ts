import { beforeAll, expect, test } from 'vitest';
import type { Resource, Template } from '../../../infra/stack/compile-template.ts';
import { compileForTest, stackOptions } from './compile-for-test.ts';

const options = stackOptions(
  'prod',
  `
  webhooks: { github: { provider: github } }
  projects:
    - name: web
      arn: arn:aws:codebuild:eu-west-1:123456789012:project/web
      source: { type: GITHUB, location: https://github.com/acme/web.git }
  `,
);
let template: Template;
beforeAll(async () => {
  template = await compileForTest(options);
});

/** Resources of a type, by their logical ids. */
const ofType = (type: string): readonly (readonly [string, Resource])[] =>
  Object.entries(template.Resources).filter(([, { Type }]) => Type === type);

interface Statement {
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: unknown;
}
const statementsOf = ({ Properties }: Resource): readonly Statement[] =>
  (Properties['Policies'] as { PolicyDocument: { Statement: Statement[] } }[]).flatMap(
    ({ PolicyDocument }) => PolicyDocument.Statement,
  );

const functionName = (logicalId: string): string => logicalId.replace(/LambdaFunction$/, '').toLowerCase();

test('each function has a role of its own, which only Lambda may take on (CKV_AWS_60, CKV_AWS_61)', () => {
  const roles = ofType('AWS::Lambda::Function').map(([id, { Properties }]) => [functionName(id), Properties['Role']]);
  expect(roles).toEqual(
    options.functions.map(({ name }) => [
      name,
      { 'Fn::GetAtt': [`${name[0]?.toUpperCase()}${name.slice(1)}Role`, 'Arn'] },
    ]),
  );
  for (const [id, { Properties }] of ofType('AWS::IAM::Role')) {
    expect(Properties['AssumeRolePolicyDocument'], id).toMatchObject({
      Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    });
    expect(Properties['ManagedPolicyArns'], id).toBe(undefined);
  }
});

test('no role is allowed an action or a resource by wildcard (CKV_AWS_107 to 111, AwsSolutions-IAM5)', () => {
  for (const [id, role] of ofType('AWS::IAM::Role')) {
    for (const { Effect, Action, Resource } of statementsOf(role)) {
      if (Effect === 'Deny') continue;
      expect(
        Action.filter((action) => action.includes('*')),
        id,
      ).toEqual([]);
      // Log streams of a function's own group, and parameters below a path of ours.
      const bare = JSON.stringify(Resource).replaceAll(/(?:log-group:[^"]*:|parameter\/pushlight\/[^"]*\/)\*/g, '');
      expect(bare.includes('*'), `${id}: ${bare}`).toBe(false);
    }
  }
});

test('no role may hand on a role or change who may do what (F38, W3037)', () => {
  const services = new Set(
    ofType('AWS::IAM::Role').flatMap(([, role]) => statementsOf(role).flatMap(({ Action }) => Action)),
  );
  expect([...services].filter((action) => /^(?:iam|sts|kms|lambda|s3):/.test(action))).toEqual([]);
});

test('the badge, which anyone may ask, reads rows and writes its log, nothing else', () => {
  const [, role] = ofType('AWS::IAM::Role').find(([id]) => id === 'BadgeRole')!;
  expect(statementsOf(role).flatMap(({ Action }) => Action)).toEqual([
    'logs:CreateLogStream',
    'logs:PutLogEvents',
    'dynamodb:GetItem',
    'dynamodb:BatchGetItem',
  ]);
});

test('builds are started by projects of the projects file alone, and with their own buildspec', () => {
  const mayStart = ofType('AWS::IAM::Role').filter(([, role]) =>
    statementsOf(role).some(({ Effect, Action }) => Effect === 'Allow' && Action.includes('codebuild:StartBuild')),
  );
  expect(mayStart.length).toBeGreaterThan(0);
  for (const [id, role] of mayStart) {
    const ofStart = statementsOf(role).filter(({ Action }) => Action.includes('codebuild:StartBuild'));
    expect(JSON.stringify(ofStart.find(({ Effect }) => Effect === 'Allow')?.Resource), id).toMatch(
      /^\[\{"Fn::Sub":"[^"]*:project\/web"\}\]$/,
    );
    expect(
      ofStart.find(({ Effect }) => Effect === 'Deny'),
      id,
    ).toMatchObject({
      Resource: '*',
      Condition: { Null: { 'codebuild:source.buildspec': 'false' } },
    });
  }
});

const properties = (type: string): readonly Resource['Properties'][] =>
  ofType(type).map(([, resource]) => resource.Properties);

const queue = (logicalId: string): Resource['Properties'] => template.Resources[logicalId]!.Properties;

test('a queue that wakes a function has a dead-letter queue of its own type (ES6000, AwsSolutions-SQS3, E3502)', () => {
  for (const { EventSourceArn } of properties('AWS::Lambda::EventSourceMapping')) {
    const source = queue((EventSourceArn as { 'Fn::GetAtt': string[] })['Fn::GetAtt'][0]!);
    const { deadLetterTargetArn } = source['RedrivePolicy'] as { deadLetterTargetArn: { 'Fn::GetAtt': string[] } };
    const dead = queue(deadLetterTargetArn['Fn::GetAtt'][0]!);
    expect(dead['FifoQueue']).toBe(source['FifoQueue']);
    expect(dead['MessageRetentionPeriod']).toBe(14 * 24 * 3600);
  }
});

test("a message stays hidden for six of its function's timeouts (E3505)", () => {
  for (const { EventSourceArn, FunctionName } of properties('AWS::Lambda::EventSourceMapping')) {
    const source = queue((EventSourceArn as { 'Fn::GetAtt': string[] })['Fn::GetAtt'][0]!);
    const woken = template.Resources[(FunctionName as { 'Fn::GetAtt': string[] })['Fn::GetAtt'][0]!]!.Properties;
    expect(source['VisibilityTimeout']).toBe(6 * Number(woken['Timeout']));
  }
});

test("a queue's source runs few functions at once, and returns only what failed", () => {
  expect(properties('AWS::Lambda::EventSourceMapping')).toMatchObject([
    { ScalingConfig: { MaximumConcurrency: 5 }, FunctionResponseTypes: ['ReportBatchItemFailures'], BatchSize: 10 },
  ]);
});

interface PolicyStatement {
  readonly Effect: string;
  readonly Principal: unknown;
  readonly Action: string;
  readonly Resource: unknown;
  readonly Condition: Readonly<Record<string, unknown>>;
}
const queuePolicies = (): readonly (readonly [string, readonly PolicyStatement[]])[] =>
  properties('AWS::SQS::QueuePolicy').map(({ Queues, PolicyDocument }) => [
    (Queues as [{ Ref: string }])[0].Ref,
    (PolicyDocument as { Statement: PolicyStatement[] }).Statement,
  ]);

test('each queue is encrypted, and refuses whoever comes without TLS (CKV_AWS_27, AwsSolutions-SQS2, SQS4)', () => {
  const policies = new Map(queuePolicies());
  for (const [id, { Properties }] of ofType('AWS::SQS::Queue')) {
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

test('no queue is open to others than our roles and our rules (CKV_AWS_72, CKV_AWS_168, CKV_AWS_387)', () => {
  const rules = properties('AWS::Events::Rule').map(({ Name }) => ({
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

test('each rule and schedule says how long it tries, and where what it gave up goes: a standard queue (ES4000)', () => {
  for (const { Name, Targets } of properties('AWS::Events::Rule')) {
    expect(Targets, String(Name)).toMatchObject([
      {
        RetryPolicy: { MaximumEventAgeInSeconds: expect.any(Number), MaximumRetryAttempts: expect.any(Number) },
        DeadLetterConfig: { Arn: { 'Fn::GetAtt': ['UndeliveredEventsQueue', 'Arn'] } },
      },
    ]);
  }
  expect(queue('UndeliveredEventsQueue')['FifoQueue']).toBe(undefined);
});

test("an event that its function fails on goes to a queue too; a schedule's is not tried again (ES1001, CKV_AWS_116)", () => {
  const configs = properties('AWS::Lambda::EventInvokeConfig').map(
    ({ FunctionName, MaximumRetryAttempts, DestinationConfig }) => [
      FunctionName,
      MaximumRetryAttempts,
      DestinationConfig,
    ],
  );
  expect(configs).toEqual([
    [
      { Ref: 'StatusLambdaFunction' },
      2,
      { OnFailure: { Destination: { 'Fn::GetAtt': ['UndeliveredEventsQueue', 'Arn'] } } },
    ],
    [{ Ref: 'ReconcileLambdaFunction' }, 0, {}],
  ]);
  const targets = properties('AWS::Events::Rule').map(({ Targets }) => (Targets as { Arn: unknown }[])[0]?.Arn);
  expect(new Set(targets.map((arn) => JSON.stringify(arn)))).toEqual(
    new Set(
      ['StatusLambdaFunction', 'ReconcileLambdaFunction'].map((id) => JSON.stringify({ 'Fn::GetAtt': [id, 'Arn'] })),
    ),
  );
});
