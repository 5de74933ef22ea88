import { afterAll, afterEach, expect, test } from 'vitest';
import type { Build } from '@aws-sdk/client-codebuild';
import { StopBuildCommand } from '@aws-sdk/client-codebuild';
import type { CodeBuildOptions } from '../../../../../infra/local/codebuild/create-codebuild.ts';
import {
  buildspec,
  isRunning,
  makeRepository,
  openBench,
  project,
  removeTemporaryDirectories,
  type TestBench,
} from '../test-bench.ts';

let bench: TestBench;
afterEach(() => bench.stop());
afterAll(removeTemporaryDirectories);

const open = async (options: Partial<CodeBuildOptions>): Promise<TestBench> => (bench = await openBench(options));

const phases = (build: Build): string[] =>
  build.phases!.map(({ phaseType, phaseStatus }) => `${phaseType} ${phaseStatus ?? ''}`.trim());

const failure = (build: Build): unknown =>
  build.phases!.find(({ phaseStatus }) => phaseStatus && phaseStatus !== 'SUCCEEDED')?.contexts?.[0];

test('a build clones its source and runs the phases of its buildspec', async () => {
  const repository = makeRepository({
    'buildspec.yml': buildspec({ install: ['true'], build: ['cat greeting'] }),
    greeting: 'hello from the source\n',
  });
  await open({ projects: [project(repository)] });

  const build = await bench.run();

  expect(build).toMatchObject({
    buildStatus: 'SUCCEEDED',
    buildNumber: 1,
    buildComplete: true,
    currentPhase: 'COMPLETED',
    resolvedSourceVersion: repository.git('rev-parse', 'HEAD'),
    logs: { groupName: '/aws/codebuild/web', streamName: build.id!.split(':')[1] },
  });
  expect(phases(build)).toEqual([
    'SUBMITTED SUCCEEDED',
    'QUEUED SUCCEEDED',
    'PROVISIONING SUCCEEDED',
    'DOWNLOAD_SOURCE SUCCEEDED',
    'INSTALL SUCCEEDED',
    'PRE_BUILD SUCCEEDED',
    'BUILD SUCCEEDED',
    'POST_BUILD SUCCEEDED',
    'UPLOAD_ARTIFACTS SUCCEEDED',
    'FINALIZING SUCCEEDED',
    'COMPLETED',
  ]);
  const log = bench.log(build.id!);
  expect(log).toMatch(/^\[Container\] \d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d\.\d{6} Running in a shell on this machine.*\n/);
  expect(log.split('\n')[1]).toContain('aws/codebuild/standard:7.0');
  expect(log).toMatch(/Running command cat greeting\nhello from the source\n/);
  expect(log).toMatch(/Phase complete: BUILD State: SUCCEEDED\n.* Phase context status code: {2}Message: \n/);
});

test('a failed command fails its phase and the build; POST_BUILD and the artifacts still run', async () => {
  await open({
    projects: [
      project(
        `version: 0.2
phases:
  build:
    commands: [ 'echo first', '(exit 7)', 'echo never' ]
    finally: [ 'echo at last' ]
  post_build:
    commands: [ 'echo succeeding=$CODEBUILD_BUILD_SUCCEEDING' ]
`,
      ),
    ],
  });

  const build = await bench.run();

  expect(build.buildStatus).toBe('FAILED');
  expect(phases(build).slice(6)).toEqual([
    'BUILD FAILED',
    'POST_BUILD SUCCEEDED',
    'UPLOAD_ARTIFACTS SUCCEEDED',
    'FINALIZING SUCCEEDED',
    'COMPLETED',
  ]);
  expect(failure(build)).toEqual({
    statusCode: 'COMMAND_EXECUTION_ERROR',
    message: 'Error while executing command: (exit 7). Reason: exit status 7',
  });
  const log = bench.log(build.id!);
  expect(log).toMatch(/\nfirst\n/);
  expect(log).toMatch(/\nat last\n/);
  expect(log).toMatch(/\nsucceeding=0\n/);
  expect(log).not.toMatch(/\nnever\n/);
});

test.each([
  ['install', '', ['INSTALL FAILED', 'FINALIZING SUCCEEDED', 'COMPLETED']],
  ['pre_build', '', ['PRE_BUILD FAILED', 'FINALIZING SUCCEEDED', 'COMPLETED']],
  [
    'pre_build',
    'on-failure: CONTINUE',
    [
      'PRE_BUILD FAILED',
      'BUILD SUCCEEDED',
      'POST_BUILD SUCCEEDED',
      'UPLOAD_ARTIFACTS SUCCEEDED',
      'FINALIZING SUCCEEDED',
      'COMPLETED',
    ],
  ],
  ['build', 'on-failure: ABORT', ['BUILD FAILED', 'FINALIZING SUCCEEDED', 'COMPLETED']],
])('after a failure in %s (%s) the right phases follow', async (phase, onFailure, expected) => {
  await open({
    projects: [project(`version: 0.2\nphases:\n  ${phase}:\n    commands: exit 1\n    ${onFailure}\n`)],
  });
  const build = await bench.run();
  expect(build.buildStatus).toBe('FAILED');
  expect(phases(build).slice(-expected.length)).toEqual(expected);
});

test('environment and working directory carry over between commands and phases', async () => {
  await open({
    projects: [
      project(
        buildspec({
          install: ['mkdir inner && cd inner', 'export GREETING="two\nlines"', 'PLAIN=kept', 'unset TMPDIR'],
          build: ['exit 0', 'pwd', 'echo "$GREETING, $PLAIN, ${TMPDIR-none}"', 'read -r line || echo "no input"'],
        }),
      ),
    ],
  });

  const build = await bench.run();

  const log = bench.log(build.id!);
  expect(build.buildStatus, log).toBe('SUCCEEDED');
  expect(log).toMatch(/\n\/.*\/src\/inner\n/);
  expect(log).toContain('\ntwo\nlines, kept, none\n');
  expect(log).toContain('\nno input\n');
});

test('env.shell chooses the shell', async () => {
  const text =
    'version: 0.2\nenv: { shell: bash }\nphases:\n  build:\n    commands: "[[ a == [a-c] ]] && echo ${BASH_VERSION:0:1}"\n';
  await open({ projects: [project(text)] });
  const build = await bench.run();
  expect(bench.log(build.id!)).toMatch(/\n\d\n/);
});

test('on Amazon Linux images, /bin/sh is bash, as on AWS', async () => {
  await open({ projects: [project(buildspec({ build: ['[[ a == [a-c] ]] && source /dev/null && echo of bash'] }))] });
  const build = await bench.run({ imageOverride: 'aws/codebuild/amazonlinux-x86_64-standard:5.0' });
  expect(bench.log(build.id!)).toContain('\nof bash\n');
});

test('commands can write to /dev/stderr and leave a line unfinished, and the log keeps the order', async () => {
  const commands = ['echo one > /dev/stderr', 'echo two | tee /dev/stderr', 'printf three', 'seq 50000'];
  await open({ projects: [project(buildspec({ build: commands }))] });
  const log = bench.log((await bench.run()).id!);
  expect(log).toMatch(/\none\n.*\ntwo\ntwo\n.*\nthree\[Container\].*\n1\n2\n/);
  expect(log).toMatch(/\n50000\n\[Container\].*Phase complete: BUILD/);
});

test('the failure of a command is reported, and not that of the finally block after it', async () => {
  const text = 'version: 0.2\nphases:\n  build:\n    commands: exit 3\n    finally: exit 4\n';
  await open({ projects: [project(text)] });
  const build = await bench.run();
  expect(failure(build)).toMatchObject({ message: expect.stringContaining('exit status 3') });
  expect(bench.log(build.id!)).toContain('exit status 4');
});

test("a build sees its own variables, later ones overriding earlier ones, and none of the service's", async () => {
  const text = `version: 0.2
env:
  variables: { A: buildspec, B: buildspec, C: buildspec }
phases:
  build:
    commands: [ 'env | sort' ]
`;
  await open({
    environment: { ...process.env, AWS_SECRET_ACCESS_KEY: 'secret', NODE_OPTIONS: '--secret', npm_config_x: 'secret' },
    projects: [
      project(text, {
        environment: {
          type: 'LINUX_CONTAINER',
          image: 'an/image',
          computeType: 'BUILD_GENERAL1_SMALL',
          environmentVariables: [
            { name: 'B', value: 'project' },
            { name: 'C', value: 'project' },
          ],
        },
      }),
    ],
  });

  const build = await bench.run({ environmentVariablesOverride: [{ name: 'C', value: 'start' }] });

  const variables = bench.log(build.id!).split('\n');
  expect(variables).toEqual(
    expect.arrayContaining([
      'A=buildspec',
      'B=project',
      'C=start',
      'CODEBUILD_CI=true',
      `CODEBUILD_BUILD_ID=${build.id}`,
      `CODEBUILD_BUILD_ARN=${build.arn}`,
      'CODEBUILD_BUILD_NUMBER=1',
      'CODEBUILD_BUILD_IMAGE=an/image',
      'CODEBUILD_BUILD_SUCCEEDING=1',
      `CODEBUILD_START_TIME=${build.startTime!.getTime()}`,
      'AWS_REGION=us-east-1',
    ]),
  );
  expect(variables.join('\n')).not.toMatch(/secret|VITEST|npm_/);
  expect(variables.find((line) => line.startsWith('PATH='))).not.toContain('node_modules/.bin');
  expect(variables.find((line) => line.startsWith('HOME='))).toContain(bench.directory);
});

test.each([
  [{ 'readme.md': '' }, 'YAML file does not exist: expected buildspec.yml in the source'],
  [
    { 'buildspec.yml': 'version: 0.2\nphase:\n' },
    '"phase" is not a valid key of a buildspec and has no effect: did you mean "phases"? (buildspec.yml:2:1)',
  ],
])('a missing or invalid buildspec fails the build, with its place', async (files, message) => {
  await open({ projects: [project(makeRepository(files))] });
  const build = await bench.run();
  expect(build.buildStatus).toBe('FAILED');
  expect(phases(build).slice(3)).toEqual(['DOWNLOAD_SOURCE FAILED', 'FINALIZING SUCCEEDED', 'COMPLETED']);
  expect(failure(build)).toMatchObject({ statusCode: 'YAML_FILE_ERROR', message: expect.stringContaining(message) });
  expect(bench.log(build.id!)).toContain(message);
});

test('StopBuild ends every process of a build within a second, even if it left its group or ignores SIGTERM', async () => {
  const deaf = `trap '' TERM; echo inner $$; while :; do read -r _ < /dev/zero & wait; done`;
  await open({
    projects: [
      project(buildspec({ build: [`setsid sh -c '${deaf.replaceAll("'", `'\\''`)}' & setsid sleep 600 & sleep 600`] })),
    ],
  });
  const { id } = await bench.start();
  await bench.logged(id!, '\ninner ');
  const inner = Number(/\ninner (\d+)/.exec(bench.log(id!))![1]);
  const started = performance.now();

  const { build } = await bench.client.send(new StopBuildCommand({ id }));

  // Beyond the second for a machine that is busy.
  expect(performance.now() - started).toBeLessThan(5000);
  expect(build).toMatchObject({ buildStatus: 'STOPPED', buildComplete: true });
  expect(phases(build!).slice(-2)).toEqual(['BUILD STOPPED', 'COMPLETED']);
  expect(isRunning(inner)).toBe(false);
});

test('processes that a build leaves running end with it', async () => {
  await open({ projects: [project(buildspec({ build: ['setsid sleep 600 & echo left $!'] }))] });
  const build = await bench.run();
  const left = Number(/\nleft (\d+)/.exec(bench.log(build.id!))![1]);
  expect(build.buildStatus).toBe('SUCCEEDED');
  expect(isRunning(left)).toBe(false);
});

test('a build that takes longer than its timeout is TIMED_OUT', async () => {
  await open({ projects: [project(buildspec({ build: ['sleep 600'] }), { timeoutInMinutes: 0.003 })] });
  const build = await bench.run();
  expect(build.buildStatus).toBe('TIMED_OUT');
  expect(phases(build).slice(-2)).toEqual(['BUILD TIMED_OUT', 'COMPLETED']);
  expect(failure(build)).toMatchObject({ statusCode: 'BUILD_TIMED_OUT' });
});

test('a build that waits longer than its queue timeout is TIMED_OUT', async () => {
  await open({
    concurrentBuilds: 1,
    projects: [project(buildspec({ build: ['sleep 600'] }), { queuedTimeoutInMinutes: 0.001 })],
  });
  await bench.start();
  const waiting = await bench.run();
  expect(phases(waiting)).toEqual(['SUBMITTED SUCCEEDED', 'QUEUED TIMED_OUT', 'COMPLETED']);
});

test('builds queue for the limits of account and project, and a full queue refuses more', async () => {
  await open({
    concurrentBuilds: 2,
    queuedBuilds: 10,
    projects: [
      project(buildspec({ build: ['sleep 600'] }), { concurrentBuildLimit: 1 }),
      project(buildspec({ build: ['true'] }), { name: 'other' }),
    ],
  });
  const first = await bench.start();
  await bench.logged(first.id!, 'Running command sleep');
  const queued = [];
  for (let number = 2; number <= 11; number++) queued.push(await bench.start());

  await expect(bench.start()).rejects.toMatchObject({
    name: 'AccountLimitExceededException',
    message: 'Cannot have more than 10 builds in queue for the account',
  });
  await bench.client.send(new StopBuildCommand({ id: queued[0]!.id! }));
  expect((await bench.run({ projectName: 'other' })).buildStatus).toBe('SUCCEEDED');
  expect((await bench.get(queued[1]!.id!)).currentPhase).toBe('QUEUED');

  await bench.client.send(new StopBuildCommand({ id: first.id! }));
  await bench.logged(queued[1]!.id!, 'Running command sleep');
});

test('every change of a build is sent as an event, as EventBridge delivers it', async () => {
  await open({ projects: [project(buildspec({ build: ['true'] }))] });

  const build = await bench.run({ sourceVersion: 'refs/heads/main' });

  const date = /^[A-Z][a-z]{2} \d{1,2}, \d{4} \d{1,2}:\d\d:\d\d [AP]M$/;
  const states = bench.events.filter((event) => event['detail-type'] === 'CodeBuild Build State Change');
  expect(states.map(({ detail }) => detail['build-status'])).toEqual(['IN_PROGRESS', 'SUCCEEDED']);
  expect(states[1]).toMatchObject({
    source: 'aws.codebuild',
    account: '000000000000',
    region: 'us-east-1',
    resources: [build.arn],
    detail: {
      'build-id': build.arn,
      'project-name': 'web',
      'current-phase': 'COMPLETED',
      'current-phase-context': '[]',
      version: '1',
      'additional-information': {
        'build-number': 1,
        'build-complete': true,
        'build-start-time': expect.stringMatching(date),
        'source-version': 'refs/heads/main',
        logs: { 'group-name': '/aws/codebuild/web' },
        phases: expect.arrayContaining([
          expect.objectContaining({ 'phase-type': 'BUILD', 'phase-status': 'SUCCEEDED' }),
        ]),
      },
    },
  });
  const completed = bench.events
    .filter((event) => event['detail-type'] === 'CodeBuild Build Phase Change')
    .map(({ detail }) => `${String(detail['completed-phase'])} ${String(detail['completed-phase-status'])}`);
  expect(completed.slice(0, 3)).toEqual(['SUBMITTED SUCCEEDED', 'QUEUED SUCCEEDED', 'PROVISIONING SUCCEEDED']);
  expect(bench.progress.map(({ type }) => type)).toEqual(['build', ...completed.slice(1).map(() => 'phase'), 'ended']);
});

test('builds that are queued at once all finish, never more at a time than the limit', async () => {
  await open({ projects: [project(buildspec({ build: ['true'] }))], concurrentBuilds: 2 });
  const builds = await Promise.all(Array.from({ length: 9 }, () => bench.start()));
  const ended = await Promise.all(builds.map(({ id }) => bench.ended(id!)));
  expect(ended.map(({ buildStatus }) => buildStatus)).toEqual(builds.map(() => 'SUCCEEDED'));
  const running = bench.events.flatMap(({ detail }) => {
    if (detail['completed-phase'] === 'QUEUED') return [1];
    return detail['build-status'] === 'SUCCEEDED' ? [-1] : [];
  });
  let most = 0;
  running.reduce((count, change) => ((most = Math.max(most, count + change)), count + change), 0);
  expect(most).toBe(2);
});
