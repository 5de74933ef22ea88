import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { InvalidateProjectCacheCommand } from '@aws-sdk/client-codebuild';
import { afterAll, afterEach, expect, test } from 'vitest';
import type { CodeBuildOptions } from '../../../../infra/local/codebuild/create-codebuild.ts';
import { fits } from '../../../../infra/local/codebuild/running/runtime-versions.ts';
import {
  buildspec,
  openBench,
  project,
  removeTemporaryDirectories,
  temporaryDirectory,
  type TestBench,
} from './test-bench.ts';

let bench: TestBench;
afterEach(() => bench.stop());
afterAll(removeTemporaryDirectories);

const open = async (options: Partial<CodeBuildOptions>): Promise<TestBench> => (bench = await openBench(options));

test('in version 0.1, each command starts afresh with the variables of the build', async () => {
  const text = `version: 0.1
environment_variables:
  plaintext: { A: one }
phases:
  build:
    commands: [ 'mkdir in && cd in', 'export A=two B=three', 'echo "$A$B $(basename $PWD) $CODEBUILD_BUILD_SUCCEEDING"' ]
`;
  await open({ projects: [project(text)] });
  expect(bench.log((await bench.run()).id!)).toContain('\none src 1\n');
});

test('values from Parameter Store and Secrets Manager are read, and hidden in the log', async () => {
  const text = `version: 0.2
env:
  parameter-store: { TOKEN: /web/token, OVER: /web/token }
  secrets-manager: { KEY: 'web:key', ALL: web, BY_ARN: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:web:key:AWSCURRENT:' }
  exported-variables: [SEEN, OVER, AWS_REGION]
phases:
  build:
    commands: [ 'SEEN="$TOKEN $KEY $ALL $BY_ARN $OVER"; echo "told: $SEEN"; printf %s "$TOKEN" >&2' ]
`;
  const secrets: Record<string, string> = { web: '{"key":"kay"}' };
  secrets['arn:aws:secretsmanager:us-east-1:000000000000:secret:web'] = '{"key":"arn"}';
  const stores = {
    parameter: (name: string) => (name === '/web/token' ? 'täken' : undefined),
    secret: (id: string) => secrets[id],
  };
  await open({ stores, projects: [project(text)] });

  const build = await bench.run({
    environmentVariablesOverride: [{ name: 'OVER', value: 'web:key', type: 'SECRETS_MANAGER' }],
  });
  expect(build.exportedEnvironmentVariables).toEqual([{ name: 'SEEN', value: 'täken kay {"key":"kay"} arn kay' }]);
  expect(bench.log(build.id!)).toContain('\ntold: *** *** *** *** ***\n***[Container]');
  expect(bench.log(build.id!)).not.toMatch(/täken|kay/);

  const missing = await bench.run({
    environmentVariablesOverride: [{ name: 'X', value: '/no', type: 'PARAMETER_STORE' }],
  });
  expect(missing.phases!.find(({ phaseStatus }) => phaseStatus === 'FAILED')!.contexts).toEqual([
    { statusCode: 'CLIENT_ERROR', message: 'Parameter does not exist: /no' },
  ]);
});

test('exported variables have the values that the last command left', async () => {
  const text = `version: 0.2
env: { exported-variables: [VERSION, NONE] }
phases: { build: { commands: [ 'export VERSION=1', 'VERSION=2' ] } }
`;
  await open({ projects: [project(text)] });
  expect((await bench.run()).exportedEnvironmentVariables).toEqual([
    { name: 'VERSION', value: '2' },
    { name: 'NONE', value: '' },
  ]);
});

test.each([
  ['RETRY-2', 'SUCCEEDED', 3],
  ['RETRY-1', 'FAILED', 2],
  ['RETRY-3-no such words', 'FAILED', 1],
])('on-failure %s: the phase runs again, and the build has %s after %i runs', async (onFailure, status, runs) => {
  const text = `version: 0.2
phases:
  build:
    on-failure: ${onFailure}
    commands: [ 'echo x >> $HOME/runs; echo ran', '[ $(wc -l < $HOME/runs) -ge 3 ]' ]
`;
  await open({ projects: [project(text)] });
  const build = await bench.run();
  expect(build.buildStatus).toBe(status);
  expect(bench.log(build.id!).match(/\nran\n/g)).toHaveLength(runs);
});

test('a failed build is retried as often as the project allows, each naming the next', async () => {
  await open({ projects: [project(buildspec({ build: ['[ $CODEBUILD_BUILD_NUMBER = 2 ]'] }), { autoRetryLimit: 2 })] });
  const first = await bench.run();
  const { nextAutoRetry } = (await bench.get(first.id!)).autoRetryConfig!;
  const second = await bench.ended(nextAutoRetry!.split('build/')[1]!);
  expect(first.buildStatus).toBe('FAILED');
  expect(second).toMatchObject({
    buildStatus: 'SUCCEEDED',
    buildNumber: 2,
    autoRetryConfig: { autoRetryLimit: 2, autoRetryNumber: 1, previousAutoRetry: first.arn },
  });
  expect(second.autoRetryConfig!.nextAutoRetry).toBeUndefined();
});

test('cached paths are restored in the next build of a project with a cache, until it is invalidated', async () => {
  const text = `version: 0.2
phases:
  build:
    commands: [ 'cat modules/a/b $HOME/.tool/c || echo nothing cached', 'mkdir -p modules/a $HOME/.tool && echo kept | tee modules/a/b > $HOME/.tool/c' ]
cache: { paths: ['modules/**/*', '/root/.tool/**/*'] }
`;
  await open({ projects: [project(text, { cache: { type: 'LOCAL', modes: ['LOCAL_CUSTOM_CACHE'] } })] });
  const log = async (): Promise<string> => bench.log((await bench.run()).id!);

  expect(await log()).toContain('\nnothing cached\n');
  expect(await log()).toContain('\nkept\nkept\n');
  await bench.client.send(new InvalidateProjectCacheCommand({ projectName: 'web' }));
  expect(await log()).toContain('\nnothing cached\n');
  expect(bench.log((await bench.run({ cacheOverride: { type: 'NO_CACHE' } })).id!)).toContain(
    'cache.paths has no effect',
  );
});

test('the first build with a cache key saves its files, and builds with another key start from the newest fallback', async () => {
  const text = `version: 0.2
phases:
  build:
    commands: [ 'cat made || echo nothing cached', 'echo "by $CODEBUILD_BUILD_NUMBER" > made' ]
cache:
  key: $NAME-$(codebuild-hash-files '*.lock')
  fallback-keys: [$NAME-none-, $NAME-]
  paths: [made]
`;
  const folder = temporaryDirectory();
  writeFileSync(join(folder, 'buildspec.yml'), text);
  writeFileSync(join(folder, 'a.lock'), 'one');
  const source = { type: 'S3', location: folder } as const;
  await open({ projects: [project('', { source, cache: { type: 'S3', location: 'bucket' } })] });
  const log = async (name: string): Promise<string> => {
    const build = await bench.run({ environmentVariablesOverride: [{ name: 'NAME', value: name }] });
    return bench.log(build.id!);
  };

  expect(await log('a')).toContain('\nnothing cached\n');
  expect(await log('a')).toContain('\nby 1\n');
  expect(await log('b')).toContain('\nnothing cached\n');
  writeFileSync(join(folder, 'a.lock'), 'two');
  expect(await log('a')).toContain('\nby 1\n');
  expect(await log('a')).toContain('\nby 4\n');
});

test('the first lines of the log list what will differ on AWS', async () => {
  const text = `version: 0.2
run-as: somebody
batch: { build-list: [] }
env: { variables: { NODE: 1 } }
proxy: { logs: yes }
phases:
  install: { runtime-versions: { nodejs: $NODE, ruby: 99 } }
  build: { commands: ['true'] }
reports: { unit: { files: '*.xml' } }
`;
  await open({ projects: [project(text)] });
  const build = await bench.run({ privilegedModeOverride: true });
  const log = bench.log(build.id!);
  expect(build.buildStatus, log).toBe('SUCCEEDED');
  for (const said of [
    'Warning: privileged mode has no effect',
    'Warning: run-as has no effect on this machine',
    'Warning: proxy has no effect on this machine',
    'Warning: batch has no effect, since Pushlight only starts single builds, which run phases',
    'Warning: reports are not saved on this machine: unit',
    "Selecting 'nodejs' runtime version '1' based on manual selections...",
    `Warning: nodejs is ${process.versions.node} on this machine; on AWS, it would be 1`,
  ]) {
    expect(log).toContain(said);
  }
});

test.each([
  ['20.20.2', '20', true],
  ['20.20.2', '20.x', true],
  ['20.20.2', '18', false],
  ['3.11.7', '3.11', true],
  ['1.8.0', 'corretto8', true],
  ['17.0.1', 'openjdk11', false],
  ['17.0.1', 'latest', true],
])('version %s satisfies %s: %j', (installed, wanted, expected) => {
  expect(fits(installed, wanted)).toBe(expected);
});

test.each([
  ['env: { shell: powershell.exe }', '', 'CLIENT_ERROR', 'powershell.exe does not exist on this machine'],
  [
    '',
    'install: { runtime-versions: { docker: 20 } }',
    'YAML_FILE_ERROR',
    "Unknown runtime named 'docker'. This build image has the following runtimes: dotnet, golang, java, nodejs, php, python, ruby",
  ],
])('a buildspec with %s%s is refused', async (top, phase, statusCode, message) => {
  await open({ projects: [project(`version: 0.2\n${top}\nphases:\n  build: { commands: ['true'] }\n  ${phase}\n`)] });
  const build = await bench.run();
  const { contexts } = build.phases!.find(({ phaseStatus }) => phaseStatus === 'FAILED')!;
  expect(contexts![0]).toEqual({ statusCode, message: expect.stringContaining(message) });
});
