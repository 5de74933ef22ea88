import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import {
  buildspec,
  makeRepository,
  removeTemporaryDirectories,
  temporaryDirectory,
} from '../local/codebuild/test-bench.ts';
import { runCommand } from './run-command.ts';

afterAll(removeTemporaryDirectories);

/** A state directory in which npm start has made a project of a repository. */
function stateWithProject(repository: { readonly path: string }): string {
  const directory = temporaryDirectory();
  const projects = [
    {
      name: 'web',
      source: { type: 'GITHUB', location: repository.path },
      environment: { type: 'LINUX_CONTAINER', image: 'an/image', computeType: 'BUILD_GENERAL1_SMALL' },
    },
  ];
  writeFileSync(join(directory, 'projects.yml'), stringify({ projects }));
  return directory;
}

test('npm run build builds a project at a ref and shows its phases and its log', async () => {
  const repository = makeRepository({ 'buildspec.yml': buildspec({ build: ['echo one'] }) });
  repository.git('checkout', '--quiet', '-b', 'next');
  repository.commit({ 'buildspec.yml': buildspec({ build: ['echo two', 'exit 5'] }) });
  repository.git('checkout', '--quiet', 'main');
  const state = stateWithProject(repository);

  const main = await runCommand('build', ['web', '--follow', '--state', state]);
  const next = await runCommand('build', ['web', '--ref', 'next', '--json', '--state', state]);

  expect(main.exitCode, main.stderr).toBe(0);
  expect(main.stdout).toMatch(/build +web #1 {2}web:/);
  expect(main.stdout).toContain('\none\n');
  expect(main.stdout).toMatch(/ended +web #1 {2}SUCCEEDED/);
  expect(next.exitCode).toBe(1);
  const events = next.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(events).toContainEqual(
    expect.objectContaining({ phase: 'BUILD', status: 'FAILED', message: expect.stringContaining('exit status 5') }),
  );
  expect(events.at(-1)).toMatchObject({ type: 'ended', number: 2, status: 'FAILED' });
});

test.each([
  [['nothing'], 'Project cannot be found: arn:aws:codebuild:us-east-1:000000000000:project/nothing'],
  [[], 'Name one project, or say --here'],
  [['--here', '--ref', 'main'], '--here builds the folder as it is'],
])('npm run build %j says what is wrong', async (args, message) => {
  const { exitCode, stderr } = await runCommand('build', [...args, '--state', temporaryDirectory()]);
  expect(exitCode).toBe(1);
  expect(stderr).toContain(message);
});
