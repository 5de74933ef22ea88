import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { imageRepositories } from '../../../../infra/build-projects/image-repositories.ts';
import { openStack, type Stack } from '../../../../infra/deployment/stack.ts';
import { takeUpKept } from '../../../../infra/deployment/kept/take-up-kept.ts';
import { readTarget } from '../../../../infra/deployment/target/target.ts';
import type { Template } from '../../../../infra/cloudformation/template.ts';
import { startRecordingAws, type RecordingAws } from '../../commands/recording-aws/start-recording-aws.ts';

let aws: RecordingAws;
let directory: string;
let stack: Stack;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'take-up-kept-'));
  aws = await startRecordingAws({ directory });
  for (const [name, value] of Object.entries(aws.environment)) vi.stubEnv(name, value);
  stack = openStack(target);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await aws.stop();
  await rm(directory, { recursive: true });
});

const target = readTarget({ stage: 'prod', region: 'eu-west-1' });
const NAME = target.stackName;
const OURS = { 'pushlight:stage': 'prod' };
const BUCKET = { ServerlessDeploymentBucket: { Type: 'AWS::S3::Bucket', Properties: {} } };
const BUILDS = {
  Type: 'AWS::DynamoDB::Table',
  DeletionPolicy: 'Retain',
  Properties: { TableName: 'builds' },
};

/** A stage's template with a table and this many image repositories. */
function templateWith(count: number): Template & { readonly repositories: readonly string[] } {
  const repositories = Array.from({ length: count }, (_, at) => `acme/project-${at}`);
  const resources = imageRepositories(
    repositories.map((imageRepository) => ({ imageRepository })),
    'prod',
  );
  return {
    repositories,
    Resources: { ...BUCKET, ...resources, Builds: BUILDS },
    Outputs: { ServerlessDeploymentBucketName: { Value: { Ref: 'ServerlessDeploymentBucket' } } },
  };
}

/** The account after the stage's removal. */
function keep({ repositories }: { readonly repositories: readonly string[] }): void {
  for (const name of repositories) aws.account.repositories.set(name, OURS);
  aws.account.tables.set('builds', []);
}

const stackNow = () => aws.account.stacks.get(NAME);
const imported = () => Object.keys(stackNow()?.template.Resources ?? {});
const count = (call: string) => aws.calls.filter((each) => each === call).length;

test('if nothing was kept, there is nothing to take up', async () => {
  expect(await takeUpKept(stack, templateWith(1), { target, isThere: false })).toEqual([]);
  expect([...aws.account.stacks]).toEqual([]);
});

test('resources that an earlier stack of the stage left are taken up', async () => {
  const template = templateWith(1);
  keep(template);
  const taken = await takeUpKept(stack, template, { target, isThere: false });
  expect(taken.map(({ name }) => name)).toEqual(['acme/project-0', 'builds']);
  expect(stackNow()).toMatchObject({
    status: 'IMPORT_COMPLETE',
    template: { Resources: template.Resources, Outputs: template.Outputs },
  });
});

test.each([
  [80, 1],
  [300, 2],
])(
  '%i image repositories and a table are taken up in %i imports, through the bucket',
  async (repositories, imports) => {
    const template = templateWith(repositories);
    keep(template);
    const taken = await takeUpKept(stack, template, { target, isThere: false });
    expect(taken).toHaveLength(repositories + 1);
    expect(stackNow()).toMatchObject({ status: 'IMPORT_COMPLETE', template: { Resources: template.Resources } });
    expect(count('cloudformation:ExecuteChangeSet')).toBe(imports);
    // This is where osls empties it.
    expect([...aws.account.objects.keys()]).toEqual([
      'pushlight-serverlessdeploymentbucket/serverless/pushlight/prod/import.json',
    ]);
  },
);

test('an import that ended between two batches continues where it ended', async () => {
  const template = templateWith(210);
  keep(template);
  aws.account.failing = Object.keys(template.Resources)[205]!;
  const first = takeUpKept(stack, template, { target, isThere: false });
  await expect(first).rejects.toThrow(
    `The kept resources could not be imported (IMPORT_ROLLBACK_COMPLETE): IMPORT_FAILED: ${aws.account.failing} (AWS::ECR::Repository) The maximum`,
  );
  expect(imported()).toHaveLength(201);

  delete aws.account.failing;
  const taken = await takeUpKept(stack, template, { target, isThere: true });
  expect(taken).toHaveLength(11);
  expect(stackNow()).toMatchObject({ status: 'IMPORT_COMPLETE', template: { Resources: template.Resources } });
  expect(aws.account.repositories.size).toBe(210);
});

test('a change set that cannot be created is reported with the reason, deleted, and does not block a later one', async () => {
  const template = templateWith(1);
  keep(template);
  const problem = 'Resource acme/project-0 is already managed by stack other';
  for (let attempt = 0; attempt < 2; attempt++) {
    aws.account.importProblem = problem;
    const isThere = stackNow() !== undefined;
    await expect(takeUpKept(stack, template, { target, isThere })).rejects.toThrow(
      `The kept resources cannot be imported: ${problem}`,
    );
    expect([...(aws.account.changeSets.get(NAME) ?? [])]).toEqual([]);
    expect(stackNow()?.status).toBe('CREATE_COMPLETE');
  }
  delete aws.account.importProblem;
  expect(await takeUpKept(stack, template, { target, isThere: true })).toHaveLength(2);
});

test.each(['take-up-kept', 'somebody-elses'])(
  'a change set %s left by an earlier attempt does not block',
  async (name) => {
    const template = templateWith(1);
    keep(template);
    aws.account.changeSets.set(NAME, new Map([[name, { template, imports: [], problem: 'left over' }]]));
    expect(await takeUpKept(stack, template, { target, isThere: false })).toHaveLength(2);
  },
);

test('a stack that cannot even have its bucket is deleted again, and the reason is reported', async () => {
  const template = templateWith(1);
  keep(template);
  aws.account.failing = 'ServerlessDeploymentBucket';
  await expect(takeUpKept(stack, template, { target, isThere: false })).rejects.toThrow(
    /^The stack pushlight-prod could not be created \(\w+\): CREATE_FAILED: ServerlessDeploymentBucket \(AWS::S3::Bucket\) The maximum/,
  );
  expect(stackNow()).toBe(undefined);
  delete aws.account.failing;
  expect(await takeUpKept(stack, template, { target, isThere: false })).toHaveLength(2);
});

test.each([
  ["another stage's", { 'pushlight:stage': 'dev' }],
  ["somebody else's", { team: 'web' }],
])('%s image repository is left alone', async (_, tags) => {
  aws.account.repositories.set('acme/project-0', tags);
  await expect(takeUpKept(stack, templateWith(1), { target, isThere: false })).rejects.toThrow(
    /^The image repository acme\/project-0 already exists, and no deployment of the stage prod created it: choose another name/,
  );
  expect([...aws.account.stacks]).toEqual([]);
});

describe('a kept table of an earlier release', () => {
  const key = (AttributeName: string) => ({ AttributeName, KeyType: 'HASH' });
  const attribute = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' });
  const index = (IndexName: string, name: string) => ({ IndexName, KeySchema: [key(name)] });
  const table = (names: readonly string[], indexes: readonly object[]) => ({
    ...BUILDS,
    Properties: {
      TableName: 'builds',
      KeySchema: [key('project')],
      AttributeDefinitions: names.map(attribute),
      ...(indexes.length > 0 && { GlobalSecondaryIndexes: indexes }),
    },
  });
  const [first, second] = [index('first', 'unfinished'), index('second', 'ref')];
  const whole = table(['project', 'unfinished', 'ref'], [first, second]);

  test.each([
    [['first', 'second'], whole],
    [['first', 'of nobody'], table(['project', 'unfinished'], [first])],
    [[], table(['project'], [])],
  ])('is taken up with the indexes that it has: %j', async (existing, imported) => {
    const template = { ...templateWith(0), Resources: { ...BUCKET, Builds: whole } };
    aws.account.tables.set('builds', existing);
    await takeUpKept(stack, template, { target, isThere: false });
    expect(stackNow()?.template.Resources['Builds']).toEqual(imported);
  });
});
