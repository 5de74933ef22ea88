import { execFile } from 'node:child_process';
import { cp, writeFile } from 'node:fs/promises';
import { devNull } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Remote } from '../../infra/local/git/remote.ts';

const SAMPLE_FILES = new URL('../../infra/local/sample', import.meta.url);

/** A developer who works on a repository with their own git. */
export interface Developer {
  readonly directory: string;
  git(...parameters: readonly string[]): Promise<string>;
  /** Commits the files and returns the commit. */
  commit(files: Readonly<Record<string, string>>, message?: string): Promise<string>;
  /** Copies the sample program and commits it. */
  commitSample(): Promise<string>;
}

const IDENTITY = ['-c', 'user.name=Ada', '-c', 'user.email=ada@localhost'];

/** The directory must be empty. The environment is merged over one without any git configuration. */
export async function developer(directory: string, environment: NodeJS.ProcessEnv = {}): Promise<Developer> {
  const env = { PATH: process.env['PATH'], GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: '1', ...environment };
  const git = async (...parameters: readonly string[]): Promise<string> => {
    const { stdout } = await promisify(execFile)('git', [...IDENTITY, ...parameters], { cwd: directory, env });
    return stdout.trim();
  };
  const commitAll = async (message: string): Promise<string> => {
    // One process for all files, since starting a process from one this large takes longer than git's work.
    const commands = 'git add --all && git "$@" && git rev-parse HEAD';
    const parameters = ['-ec', commands, 'sh', ...IDENTITY, 'commit', '--quiet', '--message', message];
    const { stdout } = await promisify(execFile)('sh', parameters, { cwd: directory, env });
    return stdout.trim();
  };
  await git('init', '--quiet', '--initial-branch=main');
  return {
    directory,
    git,
    async commit(files, message = 'A change') {
      for (const [name, text] of Object.entries(files)) await writeFile(path.join(directory, name), text);
      return commitAll(message);
    },
    async commitSample() {
      await cp(SAMPLE_FILES, directory, { recursive: true });
      return commitAll('A greeting and its test');
    },
  };
}

/** Pushes these commits to the remote, which sends no delivery: the test delivers the push by hand. */
export async function pushSilently(from: Developer, { path: remote }: Remote, commit: string, ref: string) {
  await from.git(
    'push',
    '--quiet',
    '--receive-pack=git -c core.hooksPath=/dev/null receive-pack',
    remote,
    `${commit}:${ref}`,
  );
}
