import { execFile } from 'node:child_process';
import { devNull } from 'node:os';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * An environment in which git only uses a repository's own configuration, so that the user's cannot affect anything
 * here, and in which nothing prompts where nobody sees it.
 */
export function neutralGitEnvironment(environment: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const inherited = Object.entries(environment).filter(([name]) => !name.startsWith('GIT_'));
  return {
    ...Object.fromEntries(inherited),
    GIT_CONFIG_GLOBAL: devNull,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_ATTR_NOSYSTEM: '1',
    // Git looks here for the user's ignore and attributes files, even if no configuration names them.
    XDG_CONFIG_HOME: devNull,
    GIT_TERMINAL_PROMPT: '0',
    GIT_SSH_COMMAND: 'ssh -o BatchMode=yes',
    GIT_AUTHOR_NAME: 'Pushlight',
    GIT_AUTHOR_EMAIL: 'pushlight@localhost',
    GIT_COMMITTER_NAME: 'Pushlight',
    GIT_COMMITTER_EMAIL: 'pushlight@localhost',
    // Git's messages in English, since we search in them.
    LC_ALL: 'C',
  };
}

/** Runs git and returns its output without the last newline. @throws Error with git's own message, in one line */
export async function git(directory: string, ...args: readonly string[]): Promise<string> {
  try {
    const options = { cwd: directory, env: neutralGitEnvironment(), maxBuffer: 64 * 1024 * 1024 };
    const { stdout } = await run('git', [...args], options);
    return stdout.replace(/\n$/, '');
  } catch (error) {
    if (isMissing(error)) throw new Error('git is not installed, or not on the PATH.', { cause: error });
    throw new Error(`git ${args[0]} failed: ${wordsOf(error)}`, { cause: error });
  }
}

const isMissing = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === 'ENOENT';

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const said = 'stderr' in error && typeof error.stderr === 'string' ? error.stderr.trim() : '';
  return (said === '' ? error.message : said).replaceAll(/\s*\n\s*/g, ' ');
}
