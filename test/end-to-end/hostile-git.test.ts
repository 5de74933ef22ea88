import { chmod, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryDirectory } from '../infra/local/start-stand-ins.ts';
import { developer } from './developer.ts';
import { badgeOf } from './run-service.ts';
import { inDirectory, spawnStart } from './start-command.ts';

let user: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  user = await temporaryDirectory();
});
afterAll(() => user.remove());

const inHome = (name: string) => path.join(user.path, name);

/** A configuration that makes most git commands fail or do something else. */
const CONFIGURATION = () => `
[alias]
  clone = !false
[clone]
  defaultRemoteName = elsewhere
[commit]
  gpgSign = true
[core]
  autocrlf = true
  bare = true
  excludesFile = ${inHome('everything')}
  fsmonitor = ${inHome('hooks/pre-commit')}
  hooksPath = ${inHome('hooks')}
  pager = false
[fetch]
  fsckObjects = true
[gpg]
  program = false
[init]
  defaultBranch = trunk
  templateDir = ${inHome('template')}
[log]
  showSignature = true
[protocol "file"]
  allow = never
[push]
  default = nothing
  gpgSign = true
[receive]
  denyCurrentBranch = refuse
[safe]
  bareRepository = explicit
[transfer]
  fsckObjects = true
[url "ssh://nowhere.invalid/"]
  insteadOf = /
[user]
  useConfigOnly = true
`;

const HOOKS = [
  'pre-commit',
  'pre-push',
  'post-checkout',
  'reference-transaction',
  'pre-receive',
  'update',
  'post-receive',
];

async function makeHome(): Promise<void> {
  for (const directory of ['hooks', 'template/hooks', '.config/git', 'work']) {
    await mkdir(inHome(directory), { recursive: true });
  }
  await writeFile(inHome('.gitconfig'), CONFIGURATION());
  await writeFile(inHome('everything'), '*\n');
  await writeFile(inHome('.config/git/ignore'), '*\n');
  await writeFile(inHome('.config/git/attributes'), '* text eol=crlf\n');
  for (const hook of HOOKS.flatMap((name) => [inHome(`hooks/${name}`), inHome(`template/hooks/${name}`)])) {
    await writeFile(hook, '#!/bin/sh\nexit 1\n');
    await chmod(hook, 0o755);
  }
}

/** Variables that a shell can have if it was started from a hook, or by somebody who experiments. */
const VARIABLES = () => ({
  GIT_CONFIG_COUNT: '1',
  GIT_CONFIG_KEY_0: 'core.hooksPath',
  GIT_CONFIG_VALUE_0: inHome('hooks'),
  GIT_DIR: inHome('nowhere.git'),
  GIT_EXEC_PATH: inHome('nowhere'),
  GIT_INDEX_FILE: inHome('nowhere/index'),
  GIT_OBJECT_DIRECTORY: inHome('nowhere/objects'),
  GIT_TEMPLATE_DIR: inHome('template'),
  GIT_WORK_TREE: inHome('nowhere'),
});

/** Fails if the checkout has changed line endings. */
const BUILDSPEC = JSON.stringify({ version: 0.2, phases: { build: { commands: ['test $(wc -c < text) = 4'] } } });

test("the sample's push and the user's own build work with any git configuration", { timeout: 60_000 }, async () => {
  await makeHome();
  const { XDG_CONFIG_HOME: _, ...environment } = process.env;
  const command = spawnStart(inDirectory(inHome('state')), { ...environment, HOME: user.path, ...VARIABLES() });
  const { url } = await command.event('badge');
  expect(await badgeOf(new URL(url).origin)).toBe('build: passing');

  const remote = inHome('state/git/sample.git');
  const ada = await developer(inHome('work'));
  const commit = await ada.commit({ text: 'a\nb\n', 'buildspec.yml': BUILDSPEC });
  // Settings that would keep git from pushing at all are overridden; the rest of the configuration applies, also at the receiving end.
  const allowed = ['core.hooksPath=/dev/null', 'core.bare=false', 'protocol.file.allow=always', 'push.gpgSign=false'];
  const settings = [...allowed, `url.${remote}.insteadOf=${remote}`].flatMap((setting) => ['-c', setting]);
  const oddAda = await developer(inHome('work'), { HOME: user.path, GIT_CONFIG_GLOBAL: inHome('.gitconfig') });
  await oddAda.git(...settings, 'push', remote, `${commit}:refs/heads/odd`);

  await command.event('ended', ({ number }) => number === 2);
  await command.event('badge', () => command.lines.filter((line) => line.includes('"type":"badge"')).length === 2);
  expect(await badgeOf(new URL(url).origin, '?branch=odd')).toBe('build: passing');
  command.interrupt();
  expect(await command.ended).toEqual({ code: 0, stderr: '' });
});
