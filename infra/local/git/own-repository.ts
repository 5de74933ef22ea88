import { existsSync, realpathSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { git } from './git.ts';

/** A repository of the user that is to be served. */
export interface OwnRepository {
  /** A valid project name. */
  readonly name: string;
  /** Absolute path of what is cloned. */
  readonly directory: string;
  /** The path of its buildspec, if it is not buildspec.yml. */
  readonly buildspec: string | undefined;
}

/** https://git-scm.com/docs/git-clone#_git_urls */
const URL_FORMS = /^(?:[a-z][a-z\d+.-]*:\/\/|[^/\s:]+@[^/\s:]+:)/i;

/**
 * Parses a value of --repo: a folder, optionally followed by a colon and the path of a buildspec in it. @throws Error,
 * one line
 */
export async function readOwnRepository(text: string): Promise<OwnRepository> {
  if (text.trim() === '')
    throw new Error('--repo is empty: give the folder of a Git repository, for example --repo ../my-repo.');
  // The URL is not shown, since it may contain a credential.
  if (URL_FORMS.test(text)) {
    throw new Error(
      '--repo must be a folder on this machine, not a URL: clone the repository, then give the folder of the clone.',
    );
  }
  const [folder, buildspec] = split(text);
  if (buildspec !== undefined && !/^(?!\/)(?!(?:.*\/)?\.\.(?:\/|$))./.test(buildspec)) {
    throw new Error(
      `--repo ${text}: the buildspec after the colon must be a path inside the repository, for example --repo ../my-repo:ci/buildspec.yml (got "${buildspec}").`,
    );
  }
  const directory = await topOf(folder);
  return { name: nameOf(directory), directory, buildspec };
}

/** The name of a folder can contain a colon. */
function split(text: string): readonly [string, string | undefined] {
  const colon = text.lastIndexOf(':');
  return colon < 1 || existsSync(text) ? [text, undefined] : [text.slice(0, colon), text.slice(colon + 1)];
}

async function topOf(folder: string): Promise<string> {
  const directory = path.resolve(folder);
  const stats = await stat(directory).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'ENOTDIR') throw error;
    throw new Error(`--repo ${folder}: the folder ${directory} does not exist.`, { cause: error });
  });
  if (!stats.isDirectory()) throw new Error(`--repo ${folder} is a file: give the folder of a Git repository.`);
  const found = await git(directory, 'rev-parse', '--absolute-git-dir').catch((error: unknown) => {
    const { message } = error as Error;
    if (!message.includes('not a git repository')) throw error;
    throw new Error(
      `--repo ${folder} is not a Git repository: run git init there and commit, or give another folder.`,
      {
        cause: error,
      },
    );
  });
  if (found === realpathSync(directory)) return path.basename(found) === '.git' ? path.dirname(directory) : directory;
  const top = await git(directory, 'rev-parse', '--show-toplevel').catch(() => found);
  if (top === realpathSync(directory)) return directory;
  throw new Error(`--repo ${folder} is a folder inside the repository ${top}: give that one.`);
}

function nameOf(directory: string): string {
  const name = path
    .basename(directory, '.git')
    .replace(/[^A-Za-z0-9_-]+/g, '-')
    .replace(/^[-_]+/, '');
  if (name.length < 2)
    throw new Error(`The repository ${directory} needs a name with at least two letters or digits: rename the folder.`);
  return name.slice(0, 150);
}
