import type { BuildRecord } from './build-record.ts';

/** The keys of the builds table: a project, and which of its rows. */
export interface RowKey {
  readonly project: string;
  readonly row: string;
}

/** The newest build that is not of a pull request. */
export const LATEST = 'latest';

/** No project's name has a "#". Never written. */
export const NOTHING: RowKey = { project: '#nothing', row: LATEST };

/** Where reconciling goes on. */
export const CURSOR: RowKey = { project: '#reconcile', row: 'cursor' };

/** Prefixes of the rows of refs and of builds. */
export const REF = 'ref#';
export const BUILD = 'build#';
const DIGITS = 12;

/** Above every build's number. */
export const MOST_BUILDS = 10 ** DIGITS;

/** The row of a ref's newest build. */
export const refRow = (ref: string): string => REF + ref;

/** The row of a commit's newest build. */
export const commitRow = (commit: string): string => `commit#${commit}`;

/**
 * Whether a row belongs to the ref in its key. An early release listed build 71 of main under the key of the branch
 * "main#build#000000000071". Such a row expires after a year, has another ref, and counts as absent.
 */
export const isOwnRow = (row: string, ref: string | undefined): boolean =>
  !row.startsWith(REF) || row === refRow(ref ?? '');

/** The row of a build itself. Padded, so that rows are sorted by number. */
export const buildRow = (number: number): string => BUILD + String(number).padStart(DIGITS, '0');

/**
 * The key of the index that lists the builds of a ref. It is unique, since neither a project name nor a ref can contain
 * a space (https://git-scm.com/docs/git-check-ref-format).
 */
export const projectRef = (project: string, ref: string): string => `${project} ${ref}`;

/** The rows of newest builds that a build belongs to. Those shared with the fewest other builds come first. */
export function newestRows({ ref, commit }: Pick<BuildRecord, 'ref' | 'commit'>): readonly string[] {
  const isPullRequest = ref?.startsWith('refs/pull/') ?? false;
  return [
    ...(commit === undefined ? [] : [commitRow(commit)]),
    ...(ref === undefined ? [] : [refRow(ref)]),
    ...(isPullRequest ? [] : [LATEST]),
  ];
}
