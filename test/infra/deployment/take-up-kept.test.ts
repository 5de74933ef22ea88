import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { imageRepositories } from '../../../infra/build-projects/image-repositories.ts';
import { openStack } from '../../../infra/deployment/stack.ts';
import { takeUpKept } from '../../../infra/deployment/take-up-kept.ts';
import { readTarget } from '../../../infra/deployment/target.ts';
import { startRecordingAws, type RecordingAws } from '../commands/recording-aws/start-recording-aws.ts';

let aws: RecordingAws;
let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'take-up-kept-'));
  aws = await startRecordingAws({ directory });
  for (const [name, value] of Object.entries(aws.environment)) vi.stubEnv(name, value);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await aws.stop();
  await rm(directory, { recursive: true });
});

const target = readTarget({ stage: 'prod', region: 'eu-west-1' });
const stack = openStack(target.stackName, target.region);
const repository = imageRepositories([{ imageRepository: 'acme/web' }], 'prod');
const template = {
  Resources: { ...repository, Builds: { Type: 'AWS::DynamoDB::Table', Properties: { TableName: 'builds' } } },
  Outputs: {},
};

test('where nothing was kept there is nothing to take up', async () => {
  expect(await takeUpKept(stack, template, { target, isThere: false })).toEqual([]);
  expect([...aws.account.stacks]).toEqual([]);
});

test('what an earlier stack of the stage left is taken up', async () => {
  aws.account.repositories.set('acme/web', { 'pushlight:stage': 'prod' });
  aws.account.tables.add('builds');
  const taken = await takeUpKept(stack, template, { target, isThere: false });
  expect(taken.map(({ name }) => name)).toEqual(['acme/web', 'builds']);
  expect(aws.account.stacks.get('pushlight-prod')).toMatchObject({
    status: 'IMPORT_COMPLETE',
    template: { Resources: template.Resources },
  });
});

test.each([
  ["another stage's", { 'pushlight:stage': 'dev' }],
  ["somebody else's", { team: 'web' }],
])('%s image repository is left alone', async (_, tags) => {
  aws.account.repositories.set('acme/web', tags);
  await expect(takeUpKept(stack, template, { target, isThere: false })).rejects.toThrow(
    /^The image repository acme\/web exists, and no deployment of the stage prod made it: choose another name/,
  );
  expect([...aws.account.stacks]).toEqual([]);
});
