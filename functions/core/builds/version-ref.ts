import { branchRef, pullRequestRef, refKind } from '../ref.ts';

/** The ref that a source version names, as CodeBuild takes it; undefined for a commit, and for what names none. */
export function versionRef(sourceVersion: string): string | undefined {
  if (sourceVersion === '') return undefined;
  const name = sourceVersion.replace(/\^\{[0-9a-f]+\}$/, '');
  const pullRequest = /^pr\/([1-9]\d{0,9})$/.exec(name);
  if (pullRequest) return pullRequestRef(Number(pullRequest[1]));
  // CodeBuild takes a shortened commit id too: what looks like one is no branch.
  if (/^[0-9a-f]{7,64}$/.test(name)) return undefined;
  const ref = name.startsWith('refs/') ? name : branchRef(name);
  return refKind(ref) && ref;
}
