import { beforeAll, expect, test } from 'vitest';
import { generateTemplate } from '../../../infra/package/generate-template.ts';
import { importKept, keptResources } from '../../../infra/template/kept-resources.ts';
import { compileForTest, stackOptions, type CompiledStack } from './compile-for-test.ts';

const IMAGE_PROJECT = `projects: [{
  name: web,
  source: { type: GITHUB, location: "https://github.com/acme/web.git" },
  environment: { type: LINUX_CONTAINER, image: "aws/codebuild/standard:7.0", computeType: BUILD_GENERAL1_SMALL, privilegedMode: true },
  imageRepository: acme/web
  }]`;
const options = stackOptions('prod', IMAGE_PROJECT);
let stack: CompiledStack;
beforeAll(async () => {
  stack = await compileForTest(options);
});

test('tables are encrypted, can be restored, and outlive the stack (CKV_AWS_28, AwsSolutions-DDB3, W3011)', () => {
  for (const [id, table] of stack.ofType('AWS::DynamoDB::Table')) {
    expect(table, id).toMatchObject({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
        DeletionProtectionEnabled: true,
      },
    });
    // DynamoDB encrypts every table with its own key; AWS bills each use of a KMS key.
    expect(Object.keys(table.Properties), id).not.toContain('SSESpecification');
  }
});

test('a resource that outlived a stack can be imported by the next one, since it is named and has only literal values', () => {
  const kept = keptResources(stack.template);
  const { template: imported, resourcesToImport } = importKept(kept, stack.template, { Resources: {} });
  expect(resourcesToImport).toEqual([
    {
      ResourceType: 'AWS::DynamoDB::Table',
      LogicalResourceId: 'BuildsTable',
      ResourceIdentifier: { TableName: 'pushlight-prod-builds' },
    },
    {
      ResourceType: 'AWS::DynamoDB::Table',
      LogicalResourceId: 'DeliveriesTable',
      ResourceIdentifier: { TableName: 'pushlight-prod-deliveries' },
    },
    {
      ResourceType: 'AWS::DynamoDB::Table',
      LogicalResourceId: 'CommitStatusesTable',
      ResourceIdentifier: { TableName: 'pushlight-prod-commit-statuses' },
    },
    {
      ResourceType: 'AWS::ECR::Repository',
      LogicalResourceId: expect.stringMatching(/^ImageRepositoryacmeweb/),
      ResourceIdentifier: { RepositoryName: 'acme/web' },
    },
  ]);
  expect(JSON.stringify(imported)).not.toMatch(/"(?:Ref|Fn::|DependsOn)/);
  const retained = Object.entries(stack.resources).filter(([, { DeletionPolicy }]) =>
    DeletionPolicy?.startsWith('Retain'),
  );
  expect(imported).toEqual({ Resources: Object.fromEntries(retained) });
});

test('every log group has a retention of a month (CKV_AWS_66, WS1004)', () => {
  const groups = stack.properties('AWS::Logs::LogGroup');
  expect(groups.map(({ LogGroupName }) => LogGroupName)).toEqual([
    ...options.functions.map(({ name }) => `/aws/lambda/pushlight-prod-${name}`),
    '/aws/http-api/pushlight-prod',
  ]);
  for (const { LogGroupName, RetentionInDays } of groups) expect(RetentionInDays, String(LogGroupName)).toBe(30);
});

test('every function has its share of the concurrency, so that a flood of one cannot starve another (CKV_AWS_115, W92)', () => {
  const shares = stack
    .properties('AWS::Lambda::Function')
    .map(({ ReservedConcurrentExecutions }) => ReservedConcurrentExecutions);
  expect(shares).toEqual(options.functions.map(({ reservedConcurrency }) => reservedConcurrency));
  for (const share of shares) expect(share).toBeGreaterThan(0);
});

test('no function is created before the projects whose builds it starts exist', () => {
  const buildStacks = stack.ofType('AWS::CloudFormation::Stack').map(([id]) => id);
  expect(buildStacks).toHaveLength(1);
  for (const [id, { DependsOn }] of stack.ofType('AWS::Lambda::Function')) {
    expect(DependsOn, id).toEqual(expect.arrayContaining(buildStacks));
  }
});

test('each function specifies its runtime, timeout, memory and purpose (E2531, ES1005, ES1006, AwsSolutions-L1)', () => {
  for (const each of stack.properties('AWS::Lambda::Function')) {
    expect(each, String(each['FunctionName'])).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Timeout: expect.any(Number),
      MemorySize: expect.any(Number),
      Description: expect.stringMatching(/^[A-Z]/),
    });
  }
});

test('only its own API or rule can call a function (CKV_AWS_364, W3663, WS1002)', () => {
  for (const permission of stack.properties('AWS::Lambda::Permission')) {
    expect(permission).toMatchObject({ Action: 'lambda:InvokeFunction', SourceArn: expect.anything() });
    expect(['apigateway.amazonaws.com', 'events.amazonaws.com']).toContain(permission['Principal']);
  }
});

test("a function's environment contains names but no secret (CKV_AWS_45, W1011, AwsSolutions-SMG4)", () => {
  for (const { Environment } of stack.properties('AWS::Lambda::Function')) {
    const { Variables } = Environment as { Variables: Record<string, unknown> };
    for (const [name, value] of Object.entries(Variables)) {
      expect(name).toMatch(/^PUSHLIGHT_(?:STAGE|\w+_(?:TABLE|URL))$/);
      if (name === 'PUSHLIGHT_STAGE') expect(value).toBe('prod');
      else if (name === 'PUSHLIGHT_BADGES_URL') expect(value).toBe('');
      else if (name === 'PUSHLIGHT_PAGES_URL')
        expect(JSON.stringify(value)).toMatch(/^\{"Fn::Sub":"https:\/\/\$\{\w+\}\./);
      else expect(Object.keys(value as object)).toEqual(['Ref']);
    }
  }
});

test('the deployment bucket is encrypted, private, and refuses requests without TLS (CKV_AWS_53 to 56, AwsSolutions-S10)', () => {
  const [bucket] = stack.properties('AWS::S3::Bucket');
  expect(bucket).toMatchObject({
    BucketEncryption: expect.anything(),
    PublicAccessBlockConfiguration: {
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    },
  });
  const [policy] = stack.properties('AWS::S3::BucketPolicy');
  expect(policy?.['PolicyDocument']).toMatchObject({
    Statement: [{ Effect: 'Deny', Principal: '*', Condition: { Bool: { 'aws:SecureTransport': false } } }],
  });
});

test('a rule that is not followed is waived with its reason, where scanners look for it', () => {
  const waived = Object.entries(stack.resources).flatMap(([id, resource]) => {
    const { checkov } =
      (resource as { Metadata?: { checkov?: { skip: { id: string; comment: string }[] } } }).Metadata ?? {};
    return (checkov?.skip ?? []).map((rule) => ({ ...rule, of: id }));
  });
  for (const { comment } of waived) expect(comment).toMatch(/^[A-Z].{20,}\.$/);
  const idsOf = (logicalId: string) => waived.filter((each) => each.of === logicalId).map(({ id }) => id);
  for (const [id] of stack.ofType('AWS::Lambda::Function')) {
    expect(idsOf(id), id).toEqual(['CKV_AWS_116', 'CKV_AWS_117', 'CKV_AWS_173']);
  }
  for (const [id] of stack.ofType('AWS::Logs::LogGroup')) expect(idsOf(id), id).toEqual(['CKV_AWS_158']);
  for (const [id] of stack.ofType('AWS::DynamoDB::Table')) expect(idsOf(id), id).toEqual(['CKV_AWS_119']);
});

test('resources created only for a deployment invoke no function: all that do are in serverless.yml and run locally too', () => {
  const settings = 'stack: { domain: badges.example.com, hostedZone: Z1, cdn: true, alarmEmail: ops@example.com }';
  const { Resources } = generateTemplate(stackOptions('prod', settings, 'us-east-1')).template;
  const services = new Set(Object.values(Resources).map(({ Type }) => Type.split('::')[1]));
  expect(services).toEqual(
    new Set(['CertificateManager', 'CloudFront', 'CloudWatch', 'IAM', 'Logs', 'Route53', 'SNS']),
  );
});
