import { chmod, mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { git } from './git.ts';

/** A bare repository of this machine whose pushes send the webhook that GitHub would send. */
export interface Remote {
  readonly name: string;
  /** The bare repository's absolute path, which is also its clone URL. */
  readonly path: string;
}

/** What the hook of every remote needs to deliver a push; kept beside it, for its owner's eyes only. */
export interface DeliverySettings {
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
  return names.sort().map((name) => ({ name, path: path.join(directory, `${name}.git`) }));
}

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
  return { name, path: target };
}

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
export const originOf = (remote: Remote): Promise<string> =>
  git(remote.path, 'config', '--default', '', '--get', 'remote.origin.url');

export const isEmpty = async (remote: Remote): Promise<boolean> =>
  (await git(remote.path, 'for-each-ref', '--count=1')) === '';

/** Installs the hook, or renews it after a restart on another port. `script` is the bundled deliver-push.ts. */
export async function connectRemote(remote: Remote, script: string, settings: DeliverySettings): Promise<void> {
  const hooks = path.join(remote.path, 'hooks');
  await mkdir(hooks, { recursive: true });
  const file = path.join(remote.path, SETTINGS_FILE);
  await writeFile(file, JSON.stringify(settings), { mode: 0o600 });
  await chmod(file, 0o600);
  const hook = path.join(hooks, 'post-receive');
  await writeFile(hook, `#!/bin/sh\nexec ${quoted(process.execPath)} ${quoted(script)}\n`);
  await chmod(hook, 0o755);
  // A core.hooksPath of the user's would silently switch this hook off.
  await git(remote.path, 'config', 'core.hooksPath', hooks);
}

const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
