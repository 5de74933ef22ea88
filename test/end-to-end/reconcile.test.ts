import {
  BatchDeleteBuildsCommand,
  BatchGetProjectsCommand,
  CreateProjectCommand,
  DeleteProjectCommand,
  ListBuildsForProjectCommand,
  StartBuildCommand,
  type CreateProjectCommandInput,
} from '@aws-sdk/client-codebuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pushSample } from '../../infra/local/git/sample-repository.ts';
import type { ServerlessFunction } from '../../infra/serverless-file/read-serverless-file.ts';
import { temporaryDirectory } from '../infra/local/start-stand-ins.ts';
import { developer } from './developer.ts';
import { badgeOf, runService, type ObservedService } from './run-service.ts';

/** No event reaches a function, and scheduled functions run all the time. */
const withoutEvents = (functions: readonly ServerlessFunction[]): readonly ServerlessFunction[] =>
  functions.map((each) => ({
    ...each,
    events: each.events
      .filter(({ type }) => type !== 'eventBridge')
      .map((event) => (event.type === 'schedule' ? { ...event, everyMilliseconds: 100 } : event)),
  }));

let service: ObservedService;
let home: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  [service, home] = await Promise.all([runService({ amend: withoutEvents }), temporaryDirectory()]);
});
afterAll(async () => {
  await service.stop();
  await home.remove();
});

/** Resolves after a whole run of reconcile that began after the project's build with this number had ended. */
async function reconciled(number: number): Promise<void> {
  await service.until(({ progress }) => progress.find((step) => step.type === 'ended' && step.number === number));
  const runs = () =>
    service.logs.filter((line) => line.startsWith('reconcile: ') && line.includes('reconciled')).length;
  const before = runs();
  // The first of these may have begun earlier.
  await service.until(() => (runs() >= before + 2 ? true : undefined));
}

test('a build whose events were all lost still reaches its badge', async () => {
  await pushSample(service.sample, () => {});
  await reconciled(1);
  expect(await badgeOf(service.url)).toBe('build: passing');
});

test('a build that somebody else started reaches its badge even if no event reported it', async () => {
  const failing = 'version: 0.2\nphases: { build: { commands: ["false"] } }\n';
  await service.codeBuild.send(
    new StartBuildCommand({ projectName: 'sample', sourceVersion: 'refs/heads/main', buildspecOverride: failing }),
  );
  await reconciled(2);
  expect(await badgeOf(service.url, '?branch=main')).toBe('build: failing');
});

test('a build of a project that was deleted and recreated reaches its badge although its numbers start at 1', async () => {
  const { projects = [] } = await service.codeBuild.send(new BatchGetProjectsCommand({ names: ['sample'] }));
  // A minute later, the builds would not have to be deleted as well.
  const { ids } = await service.codeBuild.send(new ListBuildsForProjectCommand({ projectName: 'sample' }));
  await service.codeBuild.send(new DeleteProjectCommand({ name: 'sample' }));
  await service.codeBuild.send(new BatchDeleteBuildsCommand({ ids }));
  service.clear();
  await service.codeBuild.send(new CreateProjectCommand(projects[0] as CreateProjectCommandInput));
  const ada = await developer(home.path);
  await ada.git('pull', '--quiet', service.sample.path, 'main');
  await ada.git('push', '--quiet', service.sample.path, `${await ada.commit({ notes: 'again' })}:refs/heads/main`);

  await reconciled(1);
  expect(await badgeOf(service.url, '?branch=main')).toBe('build: passing');
  expect(await service.rows.readNewest('sample', 'latest')).toMatchObject({
    newest: { number: 1, status: 'SUCCEEDED' },
  });
});
