import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test, vi } from 'vitest';
import { parse } from 'yaml';
import { openStateDirectory } from '../../infra/local/state-directory.ts';
import { blocksOf, pageOf } from '../docs/pages.ts';
import { temporaryDirectory } from '../infra/local/start-stand-ins.ts';
import { developer } from './developer.ts';
import { badgeOf } from './run-service.ts';
import { inDirectory, startCommand } from './start-command.ts';

let home: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  home = await temporaryDirectory();
});
afterAll(() => home.remove());

const inHome = (name: string) => path.join(home.path, name);

test('npm start shows the steps from a push to a badge, then what to try next', { timeout: 60_000 }, async () => {
  const command = startCommand(['--port', '0', '--state', inHome('state')]);
  const ready = 'Pushlight is ready: ';
  const url = (await command.line((line) => line.startsWith(ready))).slice(ready.length);
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(await badgeOf(url)).toMatch(/^build: /);
  await command.line((line) => line === 'Ctrl-C stops everything.');
  const way = ['push', 'delivery', 'build', `${url}/badges/sample.svg`, 'git clone'];
  const places = way.map((step) =>
    command.lines.findIndex((line) => line.includes(` ${step} `) || line.endsWith(step)),
  );
  expect(places).toEqual(places.toSorted((one, other) => one - other));
  expect(places).not.toContain(-1);
  expect(command.lines).toContain(`  ${url}/badges/sample.svg?branch=main`);
  command.interrupt();
  expect(await command.ended).toEqual({ code: 0, stderr: '' });
});

test('--repo serves a bare clone of a repository and leaves the repository as it is', { timeout: 60_000 }, async () => {
  await mkdir(inHome('My App'));
  const bob = await developer(inHome('My App'));
  await bob.git('checkout', '--quiet', '-b', 'trunk');
  await bob.commit({ 'buildspec.yml': 'version: 0.2\nphases: { build: { commands: ["echo built"] } }\n' });
  const before = hashOfTree(bob.directory);

  const command = startCommand(inDirectory(inHome('state'), '--repo', bob.directory));
  const { url } = await command.event('badge', ({ project }) => project === 'My-App');
  expect(url).toMatch(/\/badges\/My-App\.svg$/);
  const { origin } = new URL(url);
  expect(await badgeOf(origin, '?branch=trunk', 'My-App')).toBe('build: passing');
  const projects = parse(readFileSync(inHome('state/projects.yml'), 'utf8')) as { projects: readonly object[] };
  expect(projects.projects).toMatchObject([
    { name: 'sample', badge: { badgeEnabled: true, branch: 'main' } },
    { name: 'My-App', badge: { badgeEnabled: true, branch: 'trunk' } },
  ]);
  // The badge is from the previous start, which pushed the sample.
  expect(await badgeOf(origin)).toBe('build: passing');
  command.interrupt();
  expect(await command.ended).toEqual({ code: 0, stderr: '' });

  expect(command.lines.filter((line) => line.includes('"type":"push"'))).toHaveLength(1);
  expect(hashOfTree(bob.directory)).toBe(before);

  // While the service is not running, nothing can be pushed: no commit, tag or deletion.
  await bob.commit({ notes: 'Nobody hears of this' });
  for (const refs of [['trunk'], ['trunk:refs/tags/v1', 'trunk:refs/heads/other'], ['--delete', 'trunk']]) {
    const refused = bob.git('push', inHome('state/git/My-App.git'), ...refs);
    await expect(refused).rejects.toThrow(
      'remote: Pushlight is not running, so nothing was pushed: run npm start, then push again.',
    );
  }
});

/** A hash of every name, mode, time and content below a directory. */
function hashOfTree(directory: string): string {
  const hash = createHash('sha256');
  for (const name of (readdirSync(directory, { recursive: true }) as string[]).toSorted()) {
    const file = path.join(directory, name);
    const { mode, mtimeMs } = statSync(file);
    hash.update(`${name}\0${mode}\0${mtimeMs}\0`);
    if (statSync(file).isFile()) hash.update(readFileSync(file));
  }
  return hash.digest('hex');
}

test.each([
  ['an unknown option', ['--prot', '1'], /^Unknown option '--prot'\. npm start -- --help lists the options\.\n$/],
  [
    'an invalid port',
    ['--port', 'http'],
    /^--port must be a number from 0 to 65534, for example 3000 \(got "http"\)\.\n$/,
  ],
  ['a missing repository', ['--repo', '/dev/null/web'], /^--repo \/dev\/null\/web: the folder /],
])('%s is reported in one clear line, with exit code 1', async (_, parameters, line) => {
  const { ended } = startCommand(inDirectory(inHome('refused'), ...parameters));

  const { code, stderr } = await ended;
  expect(stderr).toMatch(line);
  expect(code).toBe(1);
});

test(
  'a port in use, the first or the second, is reported in one clear line, with exit code 1',
  { timeout: 60_000 },
  async () => {
    const { taken, port } = await takePort();

    for (const asked of [port, port - 1]) {
      const { ended } = startCommand(['--port', String(asked), '--state', inHome(`taken-${asked}`)]);
      expect(await ended).toEqual({
        code: 1,
        stderr: `Port ${port} is in use: choose another one with --port N, which uses N and N + 1.\n`,
      });
    }
    expect(blocksOf(pageOf('docs/troubleshooting.md'), '')).toContain(
      'Port 3001 is in use: choose another one with --port N, which uses N and N + 1.\n',
    );
    taken.close();
  },
);

/**
 * The neighbours of the port stay free for the test: it lies below the ports that the system gives to connections and to servers that
 * ask for any port (32,768 and up on Linux, 49,152 and up elsewhere).
 */
async function takePort(): Promise<{ taken: Server; port: number }> {
  for (let port = 21_001; port < 32_000; port += 3) {
    const free = await Promise.all([port - 1, port, port + 1].map(listen));
    const taken = free[1];
    for (const server of free) if (server !== taken) server?.close();
    if (taken && free.every((server) => server !== undefined)) return { taken, port };
    taken?.close();
  }
  throw new Error('No three ports in a row are free.');
}

/** @returns undefined if the port is taken */
function listen(port: number): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('listening', () => resolve(server)).once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1');
  });
}

test('a state directory in use is reported in one clear line, with exit code 1', async () => {
  const state = await openStateDirectory(inHome('used'));
  const { ended } = startCommand(inDirectory(state.path));
  expect(await ended).toEqual({
    code: 1,
    stderr: `${state.path} is in use by process ${process.pid}: wait until it ends, stop it, or choose another directory with --state DIR.\n`,
  });
  await state.release();
});

test('a missing git is reported in one clear line, with exit code 1', async () => {
  vi.stubEnv('PATH', inHome('empty'));
  onTestFinished(() => void vi.unstubAllEnvs());
  const { ended } = startCommand(inDirectory(inHome('no-git')));
  expect(await ended).toEqual({ code: 1, stderr: 'git is not installed, or not on the PATH.\n' });
});

test('two repositories with the same name are refused, and so is one named like the sample', async () => {
  for (const name of ['one', 'other']) await mkdir(inHome(`${name}/web`), { recursive: true });
  await mkdir(inHome('sample'));
  for (const directory of ['one/web', 'other/web', 'sample']) {
    execFileSync('git', ['init', '--quiet', inHome(directory)]);
  }
  const both = startCommand(inDirectory(inHome('both'), '--repo', inHome('one/web'), '--repo', inHome('other/web')));
  expect((await both.ended).stderr).toContain(`is a clone of ${inHome('one/web')}. Rename one of them.\n`);
  const sample = startCommand(inDirectory(inHome('both'), '--repo', inHome('sample')));
  expect((await sample.ended).stderr).toMatch(
    /cannot be served as sample, since .* is not a clone\. Rename one of them\.\n$/,
  );
});
