import * as v from 'valibot';

/** A commit as GitHub, GitLab, Gitea and Gogs list it in a push. */
export interface PushedCommit {
  readonly id: string;
  readonly message: string;
  readonly added?: readonly string[] | null;
  readonly modified?: readonly string[] | null;
  readonly removed?: readonly string[] | null;
}

/**
 * The commits of a push. They are most of a large payload, and checked by hand:
 * an object schema would take longer than it takes to parse them.
 */
export const pushedCommits = v.custom<readonly PushedCommit[]>(
  (value) => Array.isArray(value) && value.every(isPushedCommit),
  'is not a list of commits, each with its id, message, and added, modified and removed files',
);

function isPushedCommit(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { id, message, added, modified, removed } = value as Readonly<Record<string, unknown>>;
  return (
    typeof id === 'string' && typeof message === 'string' && isFiles(added) && isFiles(modified) && isFiles(removed)
  );
}

const isFiles = (value: unknown): boolean =>
  value === undefined || value === null || (Array.isArray(value) && value.every((file) => typeof file === 'string'));

/** A push of more changes too much for a filter to look at each. */
const MOST_FILES = 10_000;

/**
 * The files that these commits touched, one that several touched as often: a filter asks whether there is any, and
 * finding out which are twice would cost more than parsing them did. "unknown" where there are too many.
 */
export function changedFiles(commits: readonly PushedCommit[]): readonly string[] | 'unknown' {
  const files: string[] = [];
  for (const { added, modified, removed } of commits) {
    for (const list of [added, modified, removed]) for (const file of list ?? []) files.push(file);
    if (files.length > MOST_FILES) return 'unknown';
  }
  return files;
}
