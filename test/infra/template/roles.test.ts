import { beforeAll, expect, test } from 'vitest';
import type { Resource } from '../../../infra/cloudformation/template.ts';
import { deniedOverrides } from '../../../infra/template/denied-overrides.ts';
import { areNamed } from '../../../infra/template/project-access.ts';
import { compileForTest, stackOptions, type CompiledStack } from './compile-for-test.ts';

const options = stackOptions(
  'prod',
  `
  webhooks: { github: { provider: github } }
  projects:
    - name: web
      arn: arn:aws:codebuild:eu-west-1:123456789012:project/web
      source: { type: GITHUB, location: https://github.com/acme/web.git }`,
);
let stack: CompiledStack;
beforeAll(async () => {
  stack = await compileForTest(options);
});

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

test('each function has a role of its own, which only Lambda can assume (CKV_AWS_60, CKV_AWS_61)', () => {
  const roles = stack
    .ofType('AWS::Lambda::Function')
    .map(([id, { Properties }]) => [functionName(id), Properties['Role']]);
  expect(roles).toEqual(
    options.functions.map(({ name }) => [
      name,
      { 'Fn::GetAtt': [`${name[0]?.toUpperCase()}${name.slice(1)}Role`, 'Arn'] },
    ]),
  );
  for (const [id, { Properties }] of stack.ofType('AWS::IAM::Role')) {
    expect(Properties['AssumeRolePolicyDocument'], id).toMatchObject({
      Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    });
    expect(Properties['ManagedPolicyArns'], id).toBe(undefined);
  }
});

/** What IAM knows no resources for: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodebuild.html */
const WITHOUT_RESOURCES: ReadonlySet<string> = new Set(['codebuild:ListBuilds']);

test('no role is allowed an action or a resource by wildcard (CKV_AWS_107 to 111, AwsSolutions-IAM5)', () => {
  for (const [id, role] of stack.ofType('AWS::IAM::Role')) {
    for (const { Effect, Action, Resource } of statementsOf(role)) {
      if (Effect === 'Deny' || Action.every((action) => WITHOUT_RESOURCES.has(action))) continue;
      expect(
        Action.filter((action) => action.includes('*')),
        id,
      ).toEqual([]);
      // These cover the log streams of a function's own group, and parameters below our own path.
      const bare = JSON.stringify(Resource).replaceAll(/(?:log-group:[^"]*:|parameter\/pushlight\/[^"]*\/)\*/g, '');
      expect(bare.includes('*'), `${id}: ${bare}`).toBe(false);
    }
  }
});

test('no role can pass on a role, change permissions, or create a log group without retention (F38, W3037)', () => {
  const services = new Set(
    stack.ofType('AWS::IAM::Role').flatMap(([, role]) => statementsOf(role).flatMap(({ Action }) => Action)),
  );
  expect([...services].filter((action) => /^(?:iam|sts|kms|lambda|s3):|^logs:CreateLogGroup$/.test(action))).toEqual(
    [],
  );
});

test('the public badge function only reads rows and writes its log', () => {
  const [, role] = stack.ofType('AWS::IAM::Role').find(([id]) => id === 'BadgeRole')!;
  expect(statementsOf(role).flatMap(({ Action }) => Action)).toEqual([
    'logs:CreateLogStream',
    'logs:PutLogEvents',
    'dynamodb:GetItem',
    'dynamodb:BatchGetItem',
  ]);
});

test('only reconcile can list the builds of the whole account, and it can do nothing else there', () => {
  const ofAccount = stack
    .ofType('AWS::IAM::Role')
    .flatMap(([id, role]) => statementsOf(role).map((statement) => [id, statement] as const))
    .filter(([, { Effect, Resource }]) => Effect === 'Allow' && Resource === '*');
  expect(ofAccount).toEqual([['ReconcileRole', { Effect: 'Allow', Action: ['codebuild:ListBuilds'], Resource: '*' }]]);
});

test.each([
  ['BadgeRole', ['GetItem', 'BatchGetItem'], []],
  ['StatusRole', ['GetItem', 'UpdateItem'], []],
  ['TriggerRole', ['GetItem', 'UpdateItem'], []],
  ['BuildsRole', ['GetItem', 'UpdateItem', 'Query'], ['builds-by-ref']],
  [
    'ReconcileRole',
    ['GetItem', 'UpdateItem', 'Query', 'BatchGetItem', 'DeleteItem', 'Scan', 'PutItem'],
    ['unfinished'],
  ],
])('%s can do with the builds table and its index only what its function needs', (roleId, operations, indexes) => {
  const [, role] = stack.ofType('AWS::IAM::Role').find(([id]) => id === roleId)!;
  const ofTable = statementsOf(role).filter(({ Resource }) => JSON.stringify(Resource).includes('BuildsTable'));
  const arn = { 'Fn::GetAtt': ['BuildsTable', 'Arn'] };
  const ofIndexes = indexes.map((name) => ({ 'Fn::Sub': `\${BuildsTable.Arn}/index/${name}` }));
  expect(ofTable).toEqual([
    {
      Effect: 'Allow',
      Action: expect.arrayContaining(operations.map((operation) => `dynamodb:${operation}`)) as unknown,
      Resource: indexes.length === 0 ? arn : [arn, ...ofIndexes],
    },
  ]);
  expect(ofTable[0]?.Action).toHaveLength(operations.length);
});

test('an update of the previous release adds one index, as CloudFormation accepts no more at once', () => {
  const [, table] = stack.ofType('AWS::DynamoDB::Table').find(([id]) => id === 'BuildsTable')!;
  expect(table.Properties['GlobalSecondaryIndexes']).toMatchObject([
    {
      IndexName: 'unfinished',
      KeySchema: [
        { AttributeName: 'unfinished', KeyType: 'HASH' },
        { AttributeName: 'row', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'ALL' },
    },
    { IndexName: 'builds-by-ref' },
  ]);
});

test('only builds of projects in the projects file can be started, and only as they are configured', () => {
  const mayStart = stack
    .ofType('AWS::IAM::Role')
    .filter(([, role]) =>
      statementsOf(role).some(({ Effect, Action }) => Effect === 'Allow' && Action.includes('codebuild:StartBuild')),
    );
  expect(mayStart.map(([id]) => id)).toEqual(['TriggerRole', 'BuildsRole']);
  for (const [id, role] of mayStart) {
    const ofStart = statementsOf(role).filter(({ Action }) => Action.includes('codebuild:StartBuild'));
    expect(JSON.stringify(ofStart.find(({ Effect }) => Effect === 'Allow')?.Resource), id).toMatch(
      /^\[\{"Fn::Sub":"[^"]*:project\/web"\}\]$/,
    );
    expect(
      ofStart.filter(({ Effect }) => Effect === 'Deny'),
      id,
    ).toEqual(deniedOverrides().Statement);
  }
});

test("a role that names as many projects as it can fits into IAM's limit for its policies", async () => {
  const projects = Array.from({ length: 300 }, (_, index) => ({ name: `project-${index}` })).filter((_, index, all) =>
    areNamed(all.slice(0, index + 1)),
  );
  const written = projects.map(
    ({ name }) =>
      `{ name: ${name}, arn: "arn:aws:codebuild:eu-west-1:123456789012:project/${name}", source: { type: NO_SOURCE }, logsConfig: { cloudWatchLogs: { status: ENABLED, groupName: g } } }`,
  );
  // Without this, it would be refused.
  const full = await compileForTest(stackOptions('prod', `projects: [${written.join(', ')}]`));
  expect(JSON.stringify(full.resources['BuildsRole'])).toContain(`project/${projects.at(-1)?.name}"`);
});

test('the API counts its waits in the ledger table with the permissions that starts need: reading and writing an item', () => {
  const [, role] = stack.ofType('AWS::IAM::Role').find(([id]) => id === 'BuildsRole')!;
  const ofLedger = statementsOf(role).filter(({ Resource }) => JSON.stringify(Resource).includes('DeliveriesTable'));
  expect(ofLedger.map(({ Action }) => Action)).toEqual([['dynamodb:GetItem', 'dynamodb:PutItem']]);
});

test('only the function that calls Git hosts can read their credentials', () => {
  const readers = stack
    .ofType('AWS::IAM::Role')
    .filter(([, role]) => JSON.stringify(statementsOf(role)).includes('parameter/pushlight/prod/credentials'));
  expect(readers.map(([id]) => id)).toEqual(['ReportRole']);
  // Nor is any function allowed what lies above.
  for (const [id, role] of stack.ofType('AWS::IAM::Role')) {
    for (const { Action, Resource } of statementsOf(role)) {
      if (!Action.some((action) => action.startsWith('ssm:'))) continue;
      expect(JSON.stringify(Resource), id).toMatch(/parameter\/pushlight\/prod\/(?:webhooks|tokens|credentials)\b/);
    }
  }
});

test('the function that can read credentials starts nothing, and reads no build, delivery or other secret', () => {
  const [, role] = stack.ofType('AWS::IAM::Role').find(([id]) => id === 'ReportRole')!;
  const places = statementsOf(role).map(({ Resource }) => JSON.stringify(Resource));
  expect(places.filter((place) => !/CommitStatuses|credentials|log-group/.test(place))).toEqual([]);
  expect(
    statementsOf(role).flatMap(({ Action }) => Action.filter((action) => action.startsWith('codebuild:'))),
  ).toEqual([]);
});

test('the function that shows ends of logs reads logs alone: no secret, row or build; and writes one kind of item', () => {
  const [, role] = stack.ofType('AWS::IAM::Role').find(([id]) => id === 'ExcerptRole')!;
  const allowed = statementsOf(role).flatMap(({ Action, Resource }) =>
    Action.map((action) => `${action} ${JSON.stringify(Resource)}`),
  );
  const own = allowed.filter((each) => !/^logs:(?:CreateLogStream|PutLogEvents) |ExcerptsQueue/.test(each));
  expect(own.map((each) => each.split(' ')[0])).toEqual(['dynamodb:UpdateItem', 'logs:GetLogEvents']);
  expect(own[0]).toContain('BuildsTable');
  expect(own[1]).toContain('log-group:/aws/codebuild/');
});
