import { branchRef, refKind } from '../../ref.ts';

/** What Git or CodeBuild would take for something other than a branch: a commit, a pull request, half of a ref. */
const NO_BRANCH = /^(?:HEAD|[0-9a-f]{7,64}|pr\/.*|refs(?:\/.*)?|(?:heads|tags|remotes|pull|merge-requests)\/.*)$/i;

/**
 * The full ref of a branch or tag, which stands in full or is a branch's name.
 * Undefined for everything else: pull requests, commits, what Git takes for no name.
 */
export function namedRef(name: string): string | undefined {
  const ref = name.startsWith('refs/') ? name : NO_BRANCH.test(name) ? '' : branchRef(name);
  const kind = refKind(ref);
  return kind === 'branch' || kind === 'tag' ? ref : undefined;
}
