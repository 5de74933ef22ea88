import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  buildspec,
  CREDENTIALS,
  makeRepository,
  openBench,
  project,
  removeTemporaryDirectories,
  temporaryDirectory,
  type TestBench,
} from './test-bench.ts';

let bench: TestBench;
beforeAll(async () => {
  const repository = makeRepository({ 'buildspec.yml': buildspec({ build: ['[ "$WAIT" ] && sleep 600 || true'] }) });
  bench = await openBench({ projects: [project(repository)] });
});
afterAll(async () => {
  await bench.stop();
  removeTemporaryDirectories();
});

/** The parsed output of `aws codebuild …`, which validates responses against the service's own model. */
async function aws(...parameters: string[]): Promise<Record<string, unknown>> {
  const { stdout } = await promisify(execFile)(
    'aws',
    ['--endpoint-url', bench.url, '--region', 'us-east-1', '--output', 'json', 'codebuild', ...parameters],
    {
      env: {
        PATH: process.env['PATH'],
        HOME: temporaryDirectory(),
        AWS_ACCESS_KEY_ID: CREDENTIALS.accessKeyId,
        AWS_SECRET_ACCESS_KEY: CREDENTIALS.secretAccessKey,
      },
    },
  );
  return JSON.parse(stdout) as Record<string, unknown>;
}

/** The members that AWS prints for a build, from the examples in the command's documentation. */
const SUBMITTED = [
  'arn',
  'artifacts',
  'buildComplete',
  'buildNumber',
  'buildStatus',
  'cache',
  'currentPhase',
  'encryptionKey',
  'environment',
  'id',
  'initiator',
  'logs',
  'phases',
  'projectName',
  'queuedTimeoutInMinutes',
  'secondaryArtifacts',
  'secondarySourceVersions',
  'secondarySources',
  'serviceRole',
  'source',
  'startTime',
  'timeoutInMinutes',
];

test('aws codebuild starts, shows, lists and stops builds', async () => {
  const started = (await aws('start-build', '--project-name', 'web'))['build'] as { id: string };
  expect(new Set(Object.keys(started))).toEqual(new Set(SUBMITTED));
  expect(started).toMatchObject({ buildStatus: 'IN_PROGRESS', currentPhase: 'QUEUED', buildNumber: 1 });
  await bench.ended(started.id);

  const shown = await aws('batch-get-builds', '--ids', started.id, 'web:nothing');
  expect(shown).toMatchObject({
    buildsNotFound: ['web:nothing'],
    builds: [{ id: started.id, buildStatus: 'SUCCEEDED', currentPhase: 'COMPLETED', buildComplete: true }],
  });
  const [ended] = shown['builds'] as object[];
  expect(Object.keys(ended!)).toEqual(expect.arrayContaining([...SUBMITTED, 'endTime', 'resolvedSourceVersion']));

  const waiting = 'name=WAIT,value=yes';
  const second = (await aws('start-build', '--project-name', 'web', '--environment-variables-override', waiting))[
    'build'
  ] as { id: string };
  await bench.logged(second.id, 'Running command');
  expect(await aws('stop-build', '--id', second.id)).toMatchObject({
    build: { id: second.id, buildStatus: 'STOPPED', currentPhase: 'COMPLETED' },
  });
  expect(await aws('list-builds-for-project', '--project-name', 'web')).toEqual({ ids: [second.id, started.id] });
});

test('aws codebuild prints the names and messages of errors', async () => {
  await expect(aws('start-build', '--project-name', 'nothing')).rejects.toThrow(
    'An error occurred (ResourceNotFoundException) when calling the StartBuild operation: ' +
      'Project cannot be found: arn:aws:codebuild:us-east-1:000000000000:project/nothing',
  );
});
