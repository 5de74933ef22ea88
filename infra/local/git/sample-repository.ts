import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { git } from './git.ts';
import type { OnPush, Remote } from './remote.ts';

const FILES = path.join(import.meta.dirname, '..', 'sample');

const BRANCH = 'main';

/** Pushes the sample program to a remote, as a developer would. `onPush` is called with the commit before the push. */
export async function pushSample({ path: remote }: Remote, onPush: OnPush): Promise<void> {
  const directory = await mkdtemp(path.join(tmpdir(), 'pushlight-sample-'));
  try {
    await cp(FILES, directory, { recursive: true });
    await git(directory, 'init', '--quiet', '--template=', `--initial-branch=${BRANCH}`);
    await git(directory, 'add', '--all');
    await git(directory, 'commit', '--quiet', '--message', 'A greeting and its test');
    onPush({ ref: `refs/heads/${BRANCH}`, commit: await git(directory, 'rev-parse', 'HEAD') });
    await git(directory, 'push', '--quiet', remote, BRANCH);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}
