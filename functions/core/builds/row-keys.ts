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

/** What the rows of a ref, and of a build itself, begin with. */
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
 * Whether a row holds what its key says. Git allows "main#build#000000000071" for a branch, and there a release of old
 * listed the builds of main: such a row is of another ref, lasts for a year and counts as absent.
 */
export const isOwnRow = (row: string, ref: string | undefined): boolean =>
  !row.startsWith(REF) || row === refRow(ref ?? '');

/** The row of a build itself. Padded, so that rows sort as numbers do. */
export const buildRow = (number: number): string => BUILD + String(number).padStart(DIGITS, '0');

/**
 * By which the second index lists the builds of a ref. Neither a project's name nor a ref has a space
 * (https://git-scm.com/docs/git-check-ref-format), so no other project and ref have the same.
 */
export const projectRef = (project: string, ref: string): string => `${project} ${ref}`;

/**
 * The rows that hold the newest of something that a build is of, those that the fewest other builds share first: a
 * build is of a ref, or of no pull request.
 */
export function newestRows({ ref, commit }: Pick<BuildRecord, 'ref' | 'commit'>): readonly string[] {
  const isPullRequest = ref?.startsWith('refs/pull/') ?? false;
  return [
    ...(commit === undefined ? [] : [commitRow(commit)]),
    ...(ref === undefined ? [] : [refRow(ref)]),
    ...(isPullRequest ? [] : [LATEST]),
  ];
}
