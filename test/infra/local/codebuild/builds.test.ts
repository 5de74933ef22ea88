import type { Build } from '@aws-sdk/client-codebuild';
import { afterAll, afterEach, expect, test } from 'vitest';
import {
  buildspec,
  makeRepository,
  openBench,
  project,
  removeTemporaryDirectories,
  type TestBench,
} from './test-bench.ts';
import type { CodeBuildOptions } from '../../../../infra/local/codebuild/create-codebuild.ts';

let bench: TestBench;
afterEach(() => bench.stop());
afterAll(removeTemporaryDirectories);

const open = async (options: Partial<CodeBuildOptions>): Promise<TestBench> => (bench = await openBench(options));

const phases = (build: Build): string[] =>
  build.phases!.map(({ phaseType, phaseStatus }) => `${phaseType} ${phaseStatus ?? ''}`.trim());

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
  expect(log).toMatch(
    /^\[Container\] \d{4}\/\d\d\/\d\d \d\d:\d\d:\d\d\.\d{6} Running in a shell of this machine.*\n.*aws\/codebuild\/standard:7\.0/,
  );
  expect(log).toMatch(/Running command cat greeting\nhello from the source\n/);
  expect(log).toMatch(/Phase complete: BUILD State: SUCCEEDED\n.* Phase context status code: {2}Message: \n/);
});
