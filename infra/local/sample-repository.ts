import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { git } from './git/git.ts';
import type { Remote } from './git/remote.ts';

const FILES = path.join(import.meta.dirname, 'sample');

/** Pushes the sample program to a remote, as a developer would. @returns the pushed commit */
export async function pushSample({ path: remote }: Remote): Promise<string> {
  const directory = await mkdtemp(path.join(tmpdir(), 'pushlight-sample-'));
  try {
    await cp(FILES, directory, { recursive: true });
    await git(directory, 'init', '--quiet', '--initial-branch=main');
    await git(directory, 'add', '--all');
    await git(directory, 'commit', '--quiet', '--no-gpg-sign', '--message', 'A greeting and its test');
    await git(directory, 'push', '--quiet', remote, 'main');
    return await git(directory, 'rev-parse', 'HEAD');
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
