import {
  BatchGetBuildsCommand,
  BatchGetProjectsCommand,
  CreateProjectCommand,
  DeleteProjectCommand,
  ListBuildsCommand,
  ListBuildsForProjectCommand,
  ListCuratedEnvironmentImagesCommand,
  ListProjectsCommand,
  RetryBuildCommand,
  StartBuildBatchCommand,
  StopBuildCommand,
} from '@aws-sdk/client-codebuild';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { buildspec, openBench, project, removeTemporaryDirectories, type TestBench } from './test-bench.ts';

let bench: TestBench;
beforeEach(async () => {
  const text = buildspec({ build: ['true'] });
  bench = await openBench({ projects: [project(text), project(text, { name: 'idle', concurrentBuildLimit: 0 })] });
});
afterEach(() => bench.stop());
afterAll(removeTemporaryDirectories);

const NOT_FOUND = {
  name: 'ResourceNotFoundException',
  message: 'Project cannot be found: arn:aws:codebuild:us-east-1:000000000000:project/nothing',
};

test('StartBuild returns a queued build with its overrides', async () => {
  const build = await bench.start({
    sourceVersion: 'refs/heads/main',
    imageOverride: 'another/image',
    privilegedModeOverride: true,
    timeoutInMinutesOverride: 7,
    environmentVariablesOverride: [{ name: 'X', value: '1' }],
  });
  expect(build).toMatchObject({
    id: expect.stringMatching(/^web:[0-9a-f-]{36}$/),
    arn: `arn:aws:codebuild:us-east-1:000000000000:build/${build.id}`,
    buildNumber: 1,
    buildStatus: 'IN_PROGRESS',
    buildComplete: false,
    currentPhase: 'QUEUED',
    sourceVersion: 'refs/heads/main',
    timeoutInMinutes: 7,
    queuedTimeoutInMinutes: 480,
    artifacts: { location: '' },
    cache: { type: 'NO_CACHE' },
    environment: {
      image: 'another/image',
      privilegedMode: true,
      environmentVariables: [{ name: 'X', value: '1', type: 'PLAINTEXT' }],
    },
    phases: [{ phaseType: 'SUBMITTED', phaseStatus: 'SUCCEEDED', durationInSeconds: 0 }, { phaseType: 'QUEUED' }],
  });
  expect(Date.now() - build.startTime!.getTime()).toBeLessThan(5000);
});

test('an idempotency token starts one build, and is an error with other parameters', async () => {
  const first = await bench.start({ idempotencyToken: 'token', sourceVersion: 'a' });
  await bench.ended(first.id!);
  const again = await bench.start({ idempotencyToken: 'token', sourceVersion: 'a' });
  expect(again.id).toBe(first.id);
  await expect(bench.start({ idempotencyToken: 'token', sourceVersion: 'b' })).rejects.toMatchObject({
    name: 'InvalidInputException',
  });
  expect((await bench.start({ idempotencyToken: 'Token', sourceVersion: 'a' })).buildNumber).toBe(2);
});

test.each([
  ['a project that does not exist', { projectName: 'nothing' }, NOT_FOUND],
  ['an empty project name', { projectName: '' }, { name: 'InvalidInputException' }],
  [
    'a timeout out of range',
    { timeoutInMinutesOverride: 4 },
    {
      message:
        "1 validation error detected: Value '4' at 'timeoutInMinutesOverride' failed to satisfy constraint: " +
        'Member must have value greater than or equal to 5',
    },
  ],
  [
    'a variable without a name',
    { environmentVariablesOverride: [{ name: '', value: '' }] },
    { message: expect.stringContaining("Value '' at 'environmentVariablesOverride.1.member.name'") },
  ],
])('StartBuild refuses %s', async (_, input, error) => {
  await expect(bench.start(input)).rejects.toMatchObject(error);
});

test('BatchGetBuilds finds builds by id and ARN, and lists those not found', async () => {
  const build = await bench.run();
  const response = await bench.client.send(new BatchGetBuildsCommand({ ids: [build.arn!, 'web:nothing', build.id!] }));
  expect(response.builds!.map(({ id }) => id)).toEqual([build.id, build.id]);
  expect(response.buildsNotFound).toEqual(['web:nothing']);
  for (const ids of [[], Array.from({ length: 101 }, () => 'web:x')]) {
    await expect(bench.client.send(new BatchGetBuildsCommand({ ids }))).rejects.toMatchObject({
      name: 'InvalidInputException',
    });
  }
});

test('builds are listed newest first, or oldest first on request', async () => {
  const builds = [];
  for (const projectName of ['idle', 'web', 'idle']) builds.push((await bench.start({ projectName })).id);
  const [first, second, third] = builds;
  const ofIdle = await bench.client.send(new ListBuildsForProjectCommand({ projectName: 'idle' }));
  expect(ofIdle).toMatchObject({ ids: [third, first] });
  expect(ofIdle.nextToken).toBeUndefined();
  expect((await bench.client.send(new ListBuildsCommand())).ids).toEqual([third, second, first]);
  const ascending = await bench.client.send(new ListBuildsCommand({ sortOrder: 'ASCENDING' }));
  expect(ascending.ids).toEqual([first, second, third]);
  await expect(bench.client.send(new ListBuildsForProjectCommand({ projectName: 'nothing' }))).rejects.toMatchObject(
    NOT_FOUND,
  );
});

test('RetryBuild starts a build again with its original parameters', async () => {
  const build = await bench.run({ sourceVersion: 'v1', idempotencyToken: 'token' });
  const { build: retried } = await bench.client.send(new RetryBuildCommand({ id: build.id }));
  expect(retried).toMatchObject({ buildNumber: 2, sourceVersion: 'v1' });
});

test('StopBuild leaves an ended build unchanged, and refuses an unknown one', async () => {
  const { id } = await bench.run();
  expect((await bench.client.send(new StopBuildCommand({ id }))).build!.buildStatus).toBe('SUCCEEDED');
  await expect(bench.client.send(new StopBuildCommand({ id: 'web:nothing' }))).rejects.toMatchObject({
    name: 'ResourceNotFoundException',
  });
});

test('a project can be created, built and deleted; recreated, it counts from 1 and knows no older build', async () => {
  const create = new CreateProjectCommand({
    name: 'made',
    source: { type: 'NO_SOURCE', buildspec: buildspec({ build: ['true'] }) },
    artifacts: { type: 'NO_ARTIFACTS' },
    environment: { type: 'LINUX_CONTAINER', image: 'an/image', computeType: 'BUILD_GENERAL1_SMALL' },
    serviceRole: 'arn:aws:iam::000000000000:role/x',
  });
  const { project: made } = await bench.client.send(create);
  expect(made).toMatchObject({
    arn: 'arn:aws:codebuild:us-east-1:000000000000:project/made',
    timeoutInMinutes: 60,
    queuedTimeoutInMinutes: 480,
    environment: { privilegedMode: false, environmentVariables: [] },
    created: expect.any(Date),
  });
  await expect(bench.client.send(create)).rejects.toMatchObject({ name: 'ResourceAlreadyExistsException' });
  expect((await bench.client.send(new ListProjectsCommand())).projects).toEqual(['idle', 'made', 'web']);
  const old = await bench.run({ projectName: 'made' });

  await bench.client.send(new DeleteProjectCommand({ name: made!.arn }));
  const response = await bench.client.send(new BatchGetProjectsCommand({ names: ['made', 'web'] }));
  expect(response.projects!.map(({ name }) => name)).toEqual(['web']);
  expect(response.projectsNotFound).toEqual(['made']);

  await bench.client.send(create);
  expect((await bench.run({ projectName: 'made' })).buildNumber).toBe(1);
  const { builds } = await bench.client.send(new BatchGetBuildsCommand({ ids: [old.id!] }));
  expect(builds).toMatchObject([{ id: old.id, buildNumber: 1, buildStatus: 'SUCCEEDED' }]);
});

test('the managed images are listed by platform', async () => {
  const { platforms = [] } = await bench.client.send(new ListCuratedEnvironmentImagesCommand());
  const images = platforms.map(({ platform, languages = [] }) => [
    platform,
    languages.flatMap((language) => language.images ?? []).map(({ name }) => name),
  ]);
  expect(images).toEqual([
    ['AMAZON_LINUX', expect.arrayContaining(['aws/codebuild/amazonlinux-x86_64-standard:5.0'])],
    ['UBUNTU', ['aws/codebuild/standard:7.0', 'aws/codebuild/standard:8.0']],
    ['WINDOWS_SERVER', expect.arrayContaining(['aws/codebuild/windows-base:2022-1.0'])],
  ]);
});

test('an unknown operation is refused as unknown', async () => {
  await expect(bench.client.send(new StartBuildBatchCommand({ projectName: 'web' }))).rejects.toMatchObject({
    name: 'UnknownOperationException',
  });
});
