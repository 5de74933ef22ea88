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

const check = (projects: readonly { readonly name: string; readonly arn?: string }[]) =>
  checkProjects(
    {
      projects: projects.map((written) => ({ written })),
      locate: ([, index]) => ({ file: 'infra/projects.yml', line: Number(index) + 1, column: 5 }),
    },
    target,
  );

test('names that are free or belong to this stage can be created, and existing projects can be used', async () => {
  aws.account.projects.set('ours', { 'pushlight:stage': 'prod', 'pushlight:created': 'true' }).set('used', {});
  const projects = [{ name: 'new' }, { name: 'ours' }, { name: 'used', arn: arn('used') }];
  expect(await check(projects)).toBe(1);
});

test('a name that another stage or somebody else already uses is not created', async () => {
  aws.account.projects.set('theirs', { 'pushlight:stage': 'dev' }).set('by-hand', { team: 'web' });
  await expect(check([{ name: 'theirs' }, { name: 'by-hand' }])).rejects.toThrow(
    /^infra\/projects\.yml:1:5: error: the project "theirs" already belongs to the stage "dev", as its tag pushlight:stage shows: choose another name.* \[project-of-other-stage\]\ninfra\/projects\.yml:2:5: error: the project "by-hand" already exists in CodeBuild, but this deployment did not create it: choose another name, or add the existing project's arn.* \[project-name-taken\]$/,
  );
});

test('a project that the deployment created cannot become one that is only referenced, since it would be deleted', async () => {
  aws.account.projects.set('ours', { 'pushlight:stage': 'prod', 'pushlight:created': 'true' });
  await expect(check([{ name: 'ours', arn: arn('ours') }])).rejects.toThrow(
    'the project "ours" was created by this deployment, which would delete the project if it had an arn here: remove the arn [project-would-be-deleted]',
  );
});
