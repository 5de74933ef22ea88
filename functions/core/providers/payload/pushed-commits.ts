import type { RepositoryEvent } from '../../repository-event.ts';

/**
 * The commits of a push, in the format of GitHub, GitLab, Gitea and Gogs; most of a large payload consists of them.
 * Filters only need the commits' messages and files, so an invalid list or commit is not a reason to refuse the push.
 */
export const pushedCommits = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The message of the commit with this id; undefined if the list does not contain it. */
export function messageOf(commits: readonly unknown[], id: string): string | undefined {
  const message = membersOf(commits.find((commit) => membersOf(commit)['id'] === id))['message'];
  return typeof message === 'string' ? message : undefined;
}

/** If a push changes more files, filters do not look at each. */
const MOST_FILES = 10_000;

/**
 * The files that these commits touched, possibly with duplicates: a filter only asks whether any matches, and removing
 * duplicates would cost more than parsing. "unknown" if there are too many, if a commit does not list its files, or if
 * the list is empty: a branch that moves to commits that were pushed before, or is moved back, changes files but lists
 * no commits.
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
