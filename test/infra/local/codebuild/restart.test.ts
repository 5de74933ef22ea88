import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { CreateProjectCommand, ListProjectsCommand } from '@aws-sdk/client-codebuild';
import { afterAll, expect, test } from 'vitest';
import {
  ENVIRONMENT,
  buildspec,
  isRunning,
  openBench,
  project,
  removeTemporaryDirectories,
  temporaryDirectory,
} from './test-bench.ts';

afterAll(removeTemporaryDirectories);

test('builds of a killed process are FAULT at the next start, and none of their processes survive', async () => {
  const directory = temporaryDirectory();
  const web = project(buildspec({ build: ['setsid sleep 600 & echo running $!; sleep 600'] }));
  const script = join(import.meta.dirname, 'codebuild-process.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, directory, JSON.stringify(web)], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [id] = (await once(createInterface(child.stdout), 'line')) as [string];
  child.kill('SIGKILL');
  await once(child, 'exit');

  const bench = await openBench({ directory, projects: [web] });

  const left = Number(/\nrunning (\d+)/.exec(bench.log(id))![1]);
  expect(isRunning(left)).toBe(false);
  const build = await bench.get(id);
  expect(build).toMatchObject({ buildStatus: 'FAULT', buildComplete: true, buildNumber: 1 });
  expect(bench.events.at(-1)!.detail).toMatchObject({ 'build-id': build.arn, 'build-status': 'FAULT' });
  expect((await bench.start()).buildNumber).toBe(2);
  await bench.stop();
});

test('stop ends running and queued builds as STOPPED and reports it; projects and numbers are kept', async () => {
  const directory = temporaryDirectory();
  const web = project(buildspec({ build: ['sleep 600'] }));
  const first = await openBench({ directory, projects: [web], concurrentBuilds: 1 });
  const made = {
    ...web,
    name: 'made',
    environment: ENVIRONMENT,
    artifacts: { type: 'NO_ARTIFACTS' as const },
    serviceRole: 'a-role',
  };
  await first.client.send(new CreateProjectCommand(made));
  const running = await first.start();
  await first.logged(running.id!, 'Running command');
  const queued = await first.start();

  await first.stop();

  const ends = first.events.filter(({ detail }) => detail['build-status'] === 'STOPPED');
  expect(new Set(ends.map(({ detail }) => detail['build-id']))).toEqual(new Set([running.arn, queued.arn]));
  const second = await openBench({ directory, projects: [web] });
  expect((await second.get(queued.id!)).buildStatus).toBe('STOPPED');
  expect((await second.client.send(new ListProjectsCommand())).projects).toEqual(['made', 'web']);
  expect((await second.start()).buildNumber).toBe(3);
  await second.stop();
});
