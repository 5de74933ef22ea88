import type { RepositoryEvent } from '../../repository-event.ts';

/**
 * The commits of a push as GitHub, GitLab, Gitea and Gogs list them: most of a large payload. They only tell messages
 * and files to filters, so that a list or a commit of another shape is no reason to refuse the push.
 */
export const pushedCommits = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The message of the commit with this id; undefined where the list has none. */
export function messageOf(commits: readonly unknown[], id: string): string | undefined {
  const message = membersOf(commits.find((commit) => membersOf(commit)['id'] === id))['message'];
  return typeof message === 'string' ? message : undefined;
}

/** A push of more changes too much for a filter to look at each. */
const MOST_FILES = 10_000;

/**
 * The files that these commits touched, one that several touched as often: a filter asks whether there is any, and
 * finding out which are twice would cost more than parsing them did. "unknown" where there are too many, where a
 * commit does not tell its files, and for an empty list: a branch that moves to commits which were pushed before, or is
 * moved back, changes files and lists no commits.
 */
export function changedFiles(commits: readonly unknown[]): RepositoryEvent['changedFiles'] {
  if (commits.length === 0) return 'unknown';
  const files: string[] = [];
  for (const commit of commits) {
    const { added, modified, removed } = membersOf(commit);
    const lists = [added, modified, removed].filter((list) => list !== undefined && list !== null);
    if (lists.length === 0) return 'unknown';
    for (const list of lists) {
      if (!Array.isArray(list)) return 'unknown';
      for (const file of list as readonly unknown[]) {
        if (typeof file !== 'string') return 'unknown';
        files.push(file);
      }
    }
    if (files.length > MOST_FILES) return 'unknown';
  }
  return files;
}

const membersOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
