import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { checkProjects } from '../../../infra/deployment/check-projects.ts';
import { startRecordingAws, type RecordingAws } from '../commands/recording-aws/start-recording-aws.ts';

let aws: RecordingAws;
let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'check-projects-'));
  aws = await startRecordingAws({ directory });
  for (const [name, value] of Object.entries(aws.environment)) vi.stubEnv(name, value);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await aws.stop();
  await rm(directory, { recursive: true });
});

const arn = (name: string): string => `arn:aws:codebuild:eu-west-1:123456789012:project/${name}`;
const target = { stage: 'prod', region: 'eu-west-1' };

test("names that are free or this stage's can be made, and projects that exist be used", async () => {
  aws.account.projects.set('ours', { 'pushlight:stage': 'prod', 'pushlight:created': 'true' }).set('used', {});
  const projects = [{ name: 'new' }, { name: 'ours' }, { name: 'used', arn: arn('used') }];
  expect(await checkProjects(projects, target)).toBe(1);
});

test('a name that another stage, or somebody else, has already is not made', async () => {
  aws.account.projects.set('theirs', { 'pushlight:stage': 'dev' }).set('by-hand', { team: 'web' });
  await expect(checkProjects([{ name: 'theirs' }, { name: 'by-hand' }], target)).rejects.toThrow(
    /^Project theirs belongs to the stage dev by its tag pushlight:stage: give this stage's another name.*\nProject by-hand exists, and the deployment did not make it: add its arn/,
  );
});

test('a project that the deployment made is not taken for one that is only used, for it would be deleted', async () => {
  aws.account.projects.set('ours', { 'pushlight:stage': 'prod', 'pushlight:created': 'true' });
  await expect(checkProjects([{ name: 'ours', arn: arn('ours') }], target)).rejects.toThrow(
    'Project ours was made by this deployment, which would delete it to only use it: take its arn out.',
  );
});
