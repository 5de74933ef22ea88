import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, expect, test } from 'vitest';
import { stringify } from 'yaml';
import {
  buildspec,
  makeRepository,
  removeTemporaryDirectories,
  temporaryDirectory,
} from '../local/codebuild/test-bench.ts';
import { ROOT, runCommand } from './run-command.ts';

afterAll(removeTemporaryDirectories);

/** A state directory in which npm start has created a project from a repository. */
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

test('npm run build builds a project at a ref: a green build is one line, and --follow shows the log', async () => {
  const repository = makeRepository({ 'buildspec.yml': buildspec({ build: ['echo one'] }) });
  repository.git('checkout', '--quiet', '-b', 'next');
  repository.commit({ 'buildspec.yml': buildspec({ build: ['echo two', 'exit 5'] }) });
  repository.git('checkout', '--quiet', 'main');
  const state = stateWithProject(repository);

  const main = await runCommand('build', ['web', '--state', state]);
  const followed = await runCommand('build', ['web', '--follow', '--verbose', '--state', state]);
  const next = await runCommand('build', ['web', '--ref', 'next', '--json', '--state', state]);

  expect(main.exitCode, main.stderr).toBe(0);
  expect(main.stdout).toMatch(/^ {2}build +web #1 {2}SUCCEEDED {2}\d+\.\d s\n$/);
  expect(followed.stdout).toMatch(/^ {2}build +web #2 {2}web:/);
  expect(placesIn(followed.stdout, ['\none\n', 'web #2  BUILD  SUCCEEDED', 'Phase complete: POST_BUILD'])).toBe(
    'in order',
  );
  expect(followed.stdout).toMatch(/ web #2 {2}SUCCEEDED {2}\d+\.\d s\n {2}log +\/.+\.log\n$/);
  expect(next.exitCode).toBe(1);
  const events = next.stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(events).toContainEqual(
    expect.objectContaining({ phase: 'BUILD', status: 'FAILED', message: expect.stringContaining('exit status 5') }),
  );
  expect(events.at(-1)).toMatchObject({ type: 'ended', number: 3, status: 'FAILED' });
});

const placesIn = (text: string, parts: readonly string[]): string => {
  const places = parts.map((part) => text.indexOf(part));
  const isSorted = places.every((place, index) => place >= 0 && place > (places[index - 1] ?? -1));
  return isSorted ? 'in order' : `at ${places.join(', ')} of ${text}`;
};

test('for a failed build, the phase, the last 15 lines of its command and the path of the log are shown', async () => {
  const commands = [
    'echo before',
    'for n in $(seq 1 20); do echo "line $n"; done\nprintf "\\033[31mred\\033[0m\\n"; exit 7',
  ];
  const repository = makeRepository({ 'buildspec.yml': buildspec({ build: commands, post_build: ['echo after'] }) });
  const state = stateWithProject(repository);

  const { stdout, exitCode } = await runCommand('build', ['web', '--state', state]);

  const lines = stdout.trimEnd().split('\n');
  expect(exitCode).toBe(1);
  expect(lines[0]).toMatch(
    /^ {2}build +web #1 {2}BUILD {2}FAILED {2}\d+\.\d s {2}Error while executing command: for .* ⏎ printf .* exit status 7$/,
  );
  const shown = [...Array.from({ length: 14 }, (_, index) => `line ${index + 7}`), 'red'];
  expect(lines.slice(1, 16)).toEqual(shown.map((line) => `  web #1 | ${line}`));
  expect(lines[16]).toMatch(/^ {2}build +web #1 {2}FAILED/);
  const file = lines[17]?.replace(/^ +log +/, '') ?? '';
  expect(readFileSync(file, 'utf8')).toContain('\nline 1\n');
  expect(lines).toHaveLength(18);
});

test('npm run logs prints the log of the newest build or of the one with a number', async () => {
  const repository = makeRepository({ 'buildspec.yml': buildspec({ build: ['echo first'] }) });
  const state = stateWithProject(repository);
  const logs = (...args: readonly string[]) => runCommand('logs', [...args, '--state', state]);
  expect((await logs('web')).stderr).toBe(
    'The project "web" has no builds yet: push to it, or run npm run build -- web.\n',
  );
  await runCommand('build', ['web', '--state', state]);
  repository.commit({ 'buildspec.yml': buildspec({ build: ['echo second'] }) });
  await runCommand('build', ['web', '--state', state]);

  const newest = await logs('web');
  const followed = await logs('web', '--follow');
  const first = await logs('web', '--number', '1');

  expect(newest).toMatchObject({ exitCode: 0, stderr: '' });
  expect(newest.stdout).toContain('\nsecond\n');
  expect(followed.stdout).toBe(newest.stdout);
  expect(first.stdout).toContain('\nfirst\n');
  expect(await logs('web', '--number', '9')).toEqual({
    stdout: '',
    stderr: 'The project "web" has no build #9: choose a number up to 2, its newest build.\n',
    exitCode: 1,
  });
  expect((await logs('wep')).stderr).toBe('There is no project named "wep": did you mean "web"?\n');
});

test.each([
  [[], 'Name one project: npm run logs -- sample'],
  [['web', '--number', '0'], '--number must be the number of a build, for example 3 (got "0").'],
  [['web', '--state', '/dev/null/x'], 'Nothing has been built yet, since /dev/null/x does not exist: run npm start.'],
])('npm run logs %j reports what is wrong', async (args, message) => {
  expect(await runCommand('logs', args)).toEqual({ stdout: '', stderr: `${message}\n`, exitCode: 1 });
});

test.each([
  [['nothing'], 'Project cannot be found: arn:aws:codebuild:us-east-1:000000000000:project/nothing'],
  [[], 'Name one project, or use --here'],
  [['--here', '--ref', 'main'], '--here builds the folder as it is'],
])('npm run build %j reports what is wrong', async (args, message) => {
  const { exitCode, stderr } = await runCommand('build', [...args, '--state', temporaryDirectory()]);
  expect(exitCode).toBe(1);
  expect(stderr).toContain(message);
});

test("a log that is larger than a pipe's buffer reaches its reader completely", async () => {
  const repository = makeRepository({ 'buildspec.yml': buildspec({ build: ['seq 1 100000'] }) });
  const state = stateWithProject(repository);
  await runCommand('build', ['web', '--state', state]);

  // A shell's pipe: one of Node's is a socket, with a larger buffer.
  const command = '"$0" infra/run.cjs infra/commands/pushlight.ts logs web --follow --state "$1" | tail -n 1';
  const { stdout } = await promisify(execFile)('sh', ['-c', command, process.execPath, state], { cwd: ROOT });

  expect(stdout).toMatch(/^\[Container\] .* Phase context status code: {2}Message: \n$/);
});
