import { branchRef, pullRequestRef, refKind } from '../ref.ts';

/** CodeBuild's own name, and the refs of GitHub, Gitea and GitLab: `train` is a merge train's. */
const PULL_REQUEST = /^(?:pr\/([1-9]\d{0,9})|refs\/(?:pull|merge-requests)\/([1-9]\d{0,9})\/(?:head|merge|train))$/;

/**
 * The ref that a source version names, as CodeBuild interprets it; undefined for a commit, and for a version that names
 * no ref.
 */
export function versionRef(sourceVersion: string): string | undefined {
  if (sourceVersion === '') return undefined;
  const name = sourceVersion.replace(/\^\{[0-9a-f]+\}$/, '');
  const [, ...numbers] = PULL_REQUEST.exec(name) ?? [];
  const number = numbers.find((each) => each !== undefined);
  if (number !== undefined) return pullRequestRef(Number(number));
  // CodeBuild also accepts an abbreviated commit id: a name that looks like one is not a branch.
  if (/^[0-9a-f]{7,64}$/.test(name)) return undefined;
  const ref = name.startsWith('refs/') ? name : branchRef(name);
  return refKind(ref) && ref;
}
