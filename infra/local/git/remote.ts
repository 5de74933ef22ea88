import { chmod, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { shellWord } from '../shell-word.ts';
import { git } from './git.ts';

/** A bare repository of this machine whose pushes send the webhook that GitHub would send. */
export interface Remote {
  readonly name: string;
  /** The bare repository's absolute path, which is also its clone URL. */
  readonly path: string;
  /** Its own branch, that of its HEAD, as a clone of it would check out: "main". */
  readonly branch: string;
  /** Where its buildspec is, when that is not buildspec.yml. */
  readonly buildspec?: string;
}

/** What the hooks of every remote need to deliver a push; kept beside them, for their owner's eyes only. */
export interface DeliverySettings {
  /** Where the service that takes the pushes keeps its state. */
  readonly stateDirectory: string;
  /** The webhook's URL. */
  readonly url: string;
  readonly secret: string;
}

/** Is told of a push before it goes. */
export type OnPush = (pushed: { readonly ref: string; readonly commit: string }) => void;

export const SETTINGS_FILE = 'pushlight.json';

/** The remotes below a folder, by name. */
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

/** In the bare repository's own configuration, so that later starts find it. */
const BUILDSPEC_KEY = 'pushlight.buildspec';

/** Sets where a remote's buildspec is; undefined for buildspec.yml. */
export async function setBuildspec(remote: Remote, buildspec: string | undefined): Promise<Remote> {
  const { name, path: directory } = remote;
  if (buildspec !== undefined) await git(directory, 'config', BUILDSPEC_KEY, buildspec);
  else if (remote.buildspec !== undefined) await git(directory, 'config', '--unset', BUILDSPEC_KEY);
  return remoteAt(name, directory);
}

const readSetting = (directory: string, key: string): Promise<string> =>
  git(directory, 'config', '--default', '', '--get', key);

/** Makes an empty remote, or a bare clone of a repository, which itself is not touched. */
export async function createRemote(directory: string, name: string, from?: string): Promise<Remote> {
  await mkdir(directory, { recursive: true });
  const target = path.join(directory, `${name}.git`);
  // It gets its name when it is complete: no later start finds half of it.
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

/** The full ref of a bare repository's own branch, which may have no commit yet. */
export const headOf = (directory: string): Promise<string> => git(directory, 'symbolic-ref', 'HEAD');

/** Without a template, here and below, so that no hook comes along. */
const makeEmpty = (target: string) =>
  git(path.dirname(target), 'init', '--quiet', '--bare', '--template=', '--initial-branch=main', target);

async function makeClone(from: string, target: string): Promise<void> {
  await git(path.dirname(target), 'clone', '--quiet', '--bare', '--template=', '--no-hardlinks', '--', from, target);
  // Of a repository with a detached HEAD the newest branch is taken for its own.
  const order = ['--sort=-committerdate', '--sort=-HEAD'];
  const branch = await git(target, 'for-each-ref', '--count=1', ...order, '--format=%(refname)', 'refs/heads');
  if (branch !== '') await git(target, 'symbolic-ref', 'HEAD', branch);
}

/** What a remote was cloned from; empty for one that was made here. */
export const originOf = (remote: Remote): Promise<string> => readSetting(remote.path, 'remote.origin.url');

/** Where the buildspec of a remote should be and is not, on its own branch; undefined where it is, or nothing is yet. */
export async function missingBuildspec(remote: Remote): Promise<string | undefined> {
  const { buildspec = 'buildspec.yml' } = remote;
  if (await isEmpty(remote)) return undefined;
  const found = await git(remote.path, 'ls-tree', '--name-only', 'HEAD', '--', buildspec);
  return found === '' ? buildspec : undefined;
}

export const isEmpty = async (remote: Remote): Promise<boolean> =>
  (await git(remote.path, 'for-each-ref', '--count=1')) === '';

/** The bundled programs of a remote's hooks. */
export interface HookScripts {
  /** refuse-push.ts */
  readonly preReceive: string;
  /** deliver-push.ts */
  readonly postReceive: string;
}

/** Installs the hooks, or renews them after a restart on another port. */
export async function connectRemote(remote: Remote, scripts: HookScripts, settings: DeliverySettings): Promise<void> {
  const hooks = path.join(remote.path, 'hooks');
  await mkdir(hooks, { recursive: true });
  const file = path.join(remote.path, SETTINGS_FILE);
  await writeFile(file, JSON.stringify(settings), { mode: 0o600 });
  await chmod(file, 0o600);
  await writeHook(path.join(hooks, 'pre-receive'), scripts.preReceive);
  await writeHook(path.join(hooks, 'post-receive'), scripts.postReceive);
  // A core.hooksPath of the user's would silently switch these hooks off.
  await git(remote.path, 'config', 'core.hooksPath', hooks);
}

async function writeHook(hook: string, script: string): Promise<void> {
  await writeFile(hook, `#!/bin/sh\nexec ${shellWord(process.execPath)} ${shellWord(script)}\n`);
  await chmod(hook, 0o755);
}
