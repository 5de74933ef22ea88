import { chmod, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { shellWord } from '../shell-word.ts';
import { git } from './git.ts';

/** A bare repository on this machine whose pushes send the webhook that GitHub would send. */
export interface Remote {
  readonly name: string;
  /** The bare repository's absolute path, which is also its clone URL. */
  readonly path: string;
  /** Its default branch, which its HEAD names and a clone would check out: "main". */
  readonly branch: string;
  /** The path of its buildspec, if it is not buildspec.yml. */
  readonly buildspec?: string;
}

/** What the hooks of every remote need to deliver a push; stored next to them, readable by the owner only. */
export interface DeliverySettings {
  /** The state directory of the service that receives the pushes. */
  readonly stateDirectory: string;
  /** The webhook's URL. */
  readonly url: string;
  readonly secret: string;
}

/** Called before a push is delivered. */
export type OnPush = (pushed: { readonly ref: string; readonly commit: string }) => void;

export const SETTINGS_FILE = 'pushlight.json';

/** The remotes in a folder, ordered by name. */
export async function findRemotes(directory: string): Promise<readonly Remote[]> {
  const entries = await readdir(directory).catch(() => []);
  const names = entries.filter((entry) => entry.endsWith('.git')).map((entry) => entry.slice(0, -'.git'.length));
  return Promise.all(names.sort().map((name) => remoteAt(name, path.join(directory, `${name}.git`))));
}

async function remoteAt(name: string, directory: string): Promise<Remote> {
  const [head, buildspec] = await Promise.all([headOf(directory), readSetting(directory, BUILDSPEC_KEY)]);
  const branch = head.replace(/^refs\/heads\//, '');
  return { name, path: directory, branch, ...(buildspec !== '' && { buildspec }) };
}

/** Stored in the bare repository's own configuration, so that later starts find it. */
const BUILDSPEC_KEY = 'pushlight.buildspec';

/** Sets the path of a remote's buildspec; undefined means buildspec.yml. */
export async function setBuildspec(remote: Remote, buildspec: string | undefined): Promise<Remote> {
  const { name, path: directory } = remote;
  if (buildspec !== undefined) await git(directory, 'config', BUILDSPEC_KEY, buildspec);
  else if (remote.buildspec !== undefined) await git(directory, 'config', '--unset', BUILDSPEC_KEY);
  return remoteAt(name, directory);
}

const readSetting = (directory: string, key: string): Promise<string> =>
  git(directory, 'config', '--default', '', '--get', key);

/** Creates an empty remote, or a bare clone of a repository, which itself stays unchanged. */
export async function createRemote(directory: string, name: string, from?: string): Promise<Remote> {
  await mkdir(directory, { recursive: true });
  const target = path.join(directory, `${name}.git`);
  // The repository gets its name only when it is complete, so that no later start finds an incomplete repository.
  const unfinished = path.join(directory, `${name}.unfinished`);
  await rm(unfinished, { recursive: true, force: true });
  try {
    if (from === undefined) await makeEmpty(unfinished);
    else await makeClone(from, unfinished);
    await rename(unfinished, target);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
  return remoteAt(name, target);
}

/** The full ref of a bare repository's default branch, which may not have a commit yet. */
export const headOf = (directory: string): Promise<string> => git(directory, 'symbolic-ref', 'HEAD');

/** Without a template, here and below, so that no hooks are installed. */
const makeEmpty = (target: string) =>
  git(path.dirname(target), 'init', '--quiet', '--bare', '--template=', '--initial-branch=main', target);

async function makeClone(from: string, target: string): Promise<void> {
  await git(path.dirname(target), 'clone', '--quiet', '--bare', '--template=', '--no-hardlinks', '--', from, target);
  // If the repository has a detached HEAD, its newest branch is used.
  const order = ['--sort=-committerdate', '--sort=-HEAD'];
  const branch = await git(target, 'for-each-ref', '--count=1', ...order, '--format=%(refname)', 'refs/heads');
  if (branch !== '') await git(target, 'symbolic-ref', 'HEAD', branch);
}

/** The repository that a remote was cloned from; empty for one that was created here. */
export const originOf = (remote: Remote): Promise<string> => readSetting(remote.path, 'remote.origin.url');

/**
 * The path of a remote's buildspec if it is missing on the default branch; undefined if it exists or the branch has no
 * commit yet.
 */
export async function missingBuildspec(remote: Remote): Promise<string | undefined> {
  const { buildspec = 'buildspec.yml' } = remote;
  if (await isEmpty(remote)) return undefined;
  const found = await git(remote.path, 'ls-tree', '--name-only', 'HEAD', '--', buildspec);
  return found === '' ? buildspec : undefined;
}

export const isEmpty = async (remote: Remote): Promise<boolean> =>
  (await git(remote.path, 'for-each-ref', '--count=1')) === '';

/** The bundled scripts of a remote's hooks. */
export interface HookScripts {
  /** refuse-push.ts */
  readonly preReceive: string;
  /** deliver-push.ts */
  readonly postReceive: string;
}

/** Installs the hooks, or updates them after a restart on another port. */
export async function connectRemote(remote: Remote, scripts: HookScripts, settings: DeliverySettings): Promise<void> {
  const hooks = path.join(remote.path, 'hooks');
  await mkdir(hooks, { recursive: true });
  const file = path.join(remote.path, SETTINGS_FILE);
  await writeFile(file, JSON.stringify(settings), { mode: 0o600 });
  await chmod(file, 0o600);
  await writeHook(path.join(hooks, 'pre-receive'), scripts.preReceive);
  await writeHook(path.join(hooks, 'post-receive'), scripts.postReceive);
  // Otherwise, a core.hooksPath in the user's configuration would silently disable these hooks.
  await git(remote.path, 'config', 'core.hooksPath', hooks);
}

async function writeHook(hook: string, script: string): Promise<void> {
  await writeFile(hook, `#!/bin/sh\nexec ${shellWord(process.execPath)} ${shellWord(script)}\n`);
  await chmod(hook, 0o755);
}
