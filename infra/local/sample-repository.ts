import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { git } from './git/git.ts';
import type { Remote } from './git/remote.ts';

const FILES = path.join(import.meta.dirname, 'sample');

/** Pushes the sample program to a remote, as a developer would. `onPush` is told the commit before it goes. */
export async function pushSample({ path: remote }: Remote, onPush: (commit: string) => void): Promise<void> {
  const directory = await mkdtemp(path.join(tmpdir(), 'pushlight-sample-'));
  try {
    await cp(FILES, directory, { recursive: true });
    await git(directory, 'init', '--quiet', '--initial-branch=main');
    await git(directory, 'add', '--all');
    await git(directory, 'commit', '--quiet', '--no-gpg-sign', '--message', 'A greeting and its test');
    onPush(await git(directory, 'rev-parse', 'HEAD'));
    await git(directory, 'push', '--quiet', remote, 'main');
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
