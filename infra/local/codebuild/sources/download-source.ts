import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { neutralGitEnvironment } from '../../git/git.ts';
import { hideCredentials } from '../../../findings/hide-credentials.ts';
import { gitCredentialVariables } from './git-credentials.ts';
import { PhaseFailure } from '../running/phase-failure.ts';

export interface SourceRequest {
  /** Any URL or path that git accepts. */
  readonly location: string;
  /** A branch, tag, commit, `pr/N` or full ref, with or without `^{commit}`; by default, the repository's HEAD. */
  readonly sourceVersion?: string | undefined;
  /** 0 or absent: the full history. */
  readonly depth?: number | undefined;
  /** Whether to fetch submodules recursively. */
  readonly submodules?: boolean;
  readonly directory: string;
  readonly machine: NodeJS.ProcessEnv;
  readonly signal: AbortSignal;
}

/**
 * Clones the repository and checks out the version. Returns the commit. Throws PhaseFailure, with git's own message
 * where there is one.
 */
export async function downloadSource(request: SourceRequest): Promise<string> {
  const { location, sourceVersion, depth, submodules, directory, machine, signal } = request;
  const git = (...parameters: string[]): Promise<void> => runGit(parameters, machine, signal);
  const depths = depth ? [`--depth=${depth}`] : [];
  const version = parseSourceVersion(sourceVersion);
  // Without a template, so that no hooks are installed.
  await git('clone', '--quiet', '--no-checkout', '--template=', ...depths, '--', location, directory);
  const checkout = (revision: string): Promise<void> =>
    git('-C', directory, 'checkout', '--quiet', '--detach', revision, '--');
  // First what the clone contains, then the rest: pull requests, commits that no branch contains, and history beyond
  // the depth.
  const attempts = [
    ...version.revisions.map((revision) => () => checkout(revision)),
    ...version.refs.map((ref) => async () => {
      await git('-C', directory, 'fetch', '--quiet', '--no-tags', ...depths, 'origin', ref);
      await checkout('FETCH_HEAD');
    }),
    // A short commit id cannot be fetched, so it is searched in the full history.
    ...(depth ? version.commits : []).map((commit) => async () => {
      await git(
        '-C',
        directory,
        'fetch',
        '--quiet',
        '--no-tags',
        '--unshallow',
        'origin',
        '+refs/heads/*:refs/remotes/origin/*',
      );
      await checkout(commit);
    }),
  ];
  await firstToSucceed(
    attempts,
    signal,
    `version ${sourceVersion ?? 'HEAD'} not found in ${hideCredentials(location)}`,
  );
  if (submodules) {
    // By default, git refuses submodules with local paths: https://git-scm.com/docs/git-config#protocol.allow
    await git(
      '-C',
      directory,
      '-c',
      'protocol.file.allow=always',
      'submodule',
      '--quiet',
      'update',
      '--init',
      '--recursive',
    );
  }
  // A detached HEAD contains the commit id.
  return readFileSync(join(directory, '.git', 'HEAD'), 'utf8').trim();
}

interface Version {
  /** Names of the version in a clone. */
  readonly revisions: readonly string[];
  /** Names of the version at the origin. */
  readonly refs: readonly string[];
  /** Possible prefixes of a commit id. */
  readonly commits: readonly string[];
}

/** Where git may find a source version. No part can be interpreted as an option or a refspec. Throws PhaseFailure. */
function parseSourceVersion(sourceVersion = ''): Version {
  if (sourceVersion === '') return { revisions: ['refs/remotes/origin/HEAD'], refs: ['HEAD'], commits: [] };
  const pinned = /^refs\/.+\^\{([0-9a-f]{40}|[0-9a-f]{64})\}$/.exec(sourceVersion)?.[1];
  if (pinned) return { revisions: [pinned], refs: [pinned], commits: [] };
  // The characters that `git check-ref-format` refuses.
  if (/[\u0000-\u0020\u007f~^:?*[\\]|\.\.|@\{/.test(sourceVersion)) {
    throw new PhaseFailure(
      'CLIENT_ERROR',
      `"${sourceVersion}" is not a source version: expected a branch, tag, commit or ref`,
    );
  }
  const pullRequest = /^pr\/([1-9]\d*)$/.exec(sourceVersion)?.[1];
  if (pullRequest) {
    const refs = [`refs/pull/${pullRequest}/head`, `refs/merge-requests/${pullRequest}/head`];
    return { revisions: [], refs, commits: [] };
  }
  if (sourceVersion.startsWith('refs/')) return fullRef(sourceVersion);
  const commit = /^[0-9a-f]{4,64}$/.test(sourceVersion) ? [sourceVersion] : [];
  const branch = fullRef(`refs/heads/${sourceVersion}`);
  const tag = fullRef(`refs/tags/${sourceVersion}`);
  return {
    revisions: [...branch.revisions, ...tag.revisions, ...commit],
    refs: [...branch.refs, ...tag.refs, ...commit.filter(({ length }) => length >= 40)],
    commits: commit.filter(({ length }) => length < 40),
  };
}

const fullRef = (ref: string): Version => ({
  revisions: ref.startsWith('refs/tags/') ? [ref] : [ref.replace(/^refs\/heads\//, 'refs/remotes/origin/')],
  refs: [ref],
  commits: [],
});

async function firstToSucceed(
  attempts: readonly (() => Promise<void>)[],
  signal: AbortSignal,
  failure: string,
): Promise<void> {
  let last: unknown;
  for (const attempt of attempts) {
    try {
      return await attempt();
    } catch (error) {
      if (signal.aborted) throw error;
      last = error;
    }
  }
  throw new PhaseFailure('CLIENT_ERROR', `${failure}: ${last instanceof Error ? last.message : String(last)}`, {
    cause: last,
  });
}

/** Throws PhaseFailure with git's message. */
function runGit(parameters: readonly string[], machine: NodeJS.ProcessEnv, signal: AbortSignal): Promise<void> {
  const options = {
    env: { ...neutralGitEnvironment(machine), ...gitCredentialVariables(machine) },
    signal,
    maxBuffer: 2 ** 24,
  };
  return new Promise((resolve, reject) => {
    execFile('git', parameters, options, (error, _, said) => {
      if (error)
        reject(
          new PhaseFailure('CLIENT_ERROR', hideCredentials(said.trim().replaceAll(/\s*\n\s*/g, ' ') || error.message), {
            cause: error,
          }),
        );
      else resolve();
    });
  });
}
