import { branchRef, refKind } from '../../ref.ts';

/**
 * Names that Git or CodeBuild would interpret as something other than a branch: a commit, a pull request, a partial
 * ref.
 */
const NO_BRANCH = /^(?:HEAD|[0-9a-f]{7,64}|pr\/.*|refs(?:\/.*)?|(?:heads|tags|remotes|pull|merge-requests)\/.*)$/i;

/**
 * The full ref for the name of a branch, or for a full ref of a branch or tag. Undefined for anything else: pull
 * requests, commits, names that Git refuses.
 */
export function namedRef(name: string): string | undefined {
  const ref = name.startsWith('refs/') ? name : NO_BRANCH.test(name) ? '' : branchRef(name);
  const kind = refKind(ref);
  return kind === 'branch' || kind === 'tag' ? ref : undefined;
}
