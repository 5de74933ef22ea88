/**
 * Full Git refs such as "refs/heads/main", compared byte by byte and never normalised. The grammar is that of `git
 * check-ref-format`, without refs that would not arrive unchanged: half a surrogate pair has no UTF-8, control
 * characters up to U+009F are removed from a build's variables, and the key of a row in the builds table has at most
 * 1,024 bytes.
 */

const MOST_BYTES = 900;
/** `\p{Cs}` is half a surrogate pair. */
const REFUSED = /[\u0000-\u0020\u007f-\u009f\p{Cs}~^:?*[\\]|\.\.|@\{|\/\/|\/\.|\.lock(?:\/|$)|[./]$/u;

export type RefKind = 'branch' | 'tag' | 'pull request';

const PREFIXES: readonly (readonly [string, RefKind])[] = [
  ['refs/heads/', 'branch'],
  ['refs/tags/', 'tag'],
];

/**
 * The kind of a full, well-formed ref; undefined for anything else ("main", "HEAD", "refs/heads/",
 * "refs/pull/1/merge").
 */
export function refKind(ref: string): RefKind | undefined {
  if (Buffer.byteLength(ref) > MOST_BYTES || REFUSED.test(ref)) return undefined;
  if (/^refs\/pull\/[1-9]\d{0,17}\/head$/.test(ref)) return 'pull request';
  return PREFIXES.find(([prefix]) => ref.startsWith(prefix))?.[1];
}

export const branchRef = (name: string): string => `refs/heads/${name}`;
export const tagRef = (name: string): string => `refs/tags/${name}`;

/** The ref of a pull or merge request, the same for every host. */
export const pullRequestRef = (number: number): string => `refs/pull/${number}/head`;

/** The name without its kind: "main", "v1", "pull/7/head". */
export const shortRef = (ref: string): string => ref.replace(/^refs\/(?:heads\/|tags\/)?/, '');

/** A full SHA-1 or SHA-256 object id, in lower case as Git prints it. */
export const isCommit = (text: string): boolean => /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);

/** The commit in a push that creates or deletes a ref, where it means "no commit". */
export const isZeroCommit = (commit: string): boolean => /^0+$/.test(commit);
