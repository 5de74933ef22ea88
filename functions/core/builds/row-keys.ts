import type { BuildRecord } from './build-record.ts';

/** The keys of the builds table: a project, and one of its rows. */
export interface RowKey {
  readonly project: string;
  readonly row: string;
}

/** The newest build that belongs neither to a pull request nor to a merge queue. */
export const LATEST = 'latest';

/** No project name contains a "#". This row is never written. */
export const NOTHING: RowKey = { project: '#nothing', row: LATEST };

/** Where reconciling continues. */
export const CURSOR: RowKey = { project: '#reconcile', row: 'cursor' };

/** The prefixes of the rows of a ref and of a build. */
export const REF = 'ref#';
export const BUILD = 'build#';
const DIGITS = 12;

/** Higher than any build number. */
export const MOST_BUILDS = 10 ** DIGITS;

/** The row of a ref's newest build. */
export const refRow = (ref: string): string => REF + ref;

/** The row of a commit's newest build. */
export const commitRow = (commit: string): string => `commit#${commit}`;

/**
 * Whether a row contains what its key says. Git allows the branch name "main#build#000000000071", and an old release
 * listed the builds of main under that key: such a row belongs to another ref, lasts for a year and counts as absent.
 */
export const isOwnRow = (row: string, ref: string | undefined): boolean =>
  !row.startsWith(REF) || row === refRow(ref ?? '');

/** The row of a build itself. Padded, so that rows are sorted by number. */
export const buildRow = (number: number): string => BUILD + padded(number);

/** The row of what is shown of a build's log. */
export const excerptRow = (number: number): string => `excerpt#${padded(number)}`;

const padded = (number: number): string => String(number).padStart(DIGITS, '0');

/**
 * The key by which the second index lists the builds of a ref. Neither a project name nor a ref contains a space
 * (https://git-scm.com/docs/git-check-ref-format), so the key is unique.
 */
export const projectRef = (project: string, ref: string): string => `${project} ${ref}`;

/**
 * The rows that contain the newest build of something that a build belongs to, those that the fewest other builds share
 * first.
 */
export function newestRows({ ref, commit }: Pick<BuildRecord, 'ref' | 'commit'>): readonly string[] {
  const isOfProposal = PROPOSALS.some((prefix) => ref?.startsWith(prefix));
  return [
    ...(commit === undefined ? [] : [commitRow(commit)]),
    ...(ref === undefined ? [] : [refRow(ref)]),
    ...(isOfProposal ? [] : [LATEST]),
  ];
}

/**
 * The refs of changes that are built before they are merged. GitHub pushes each group of a merge queue as a branch of
 * its own:
 * https://docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/configuring-pull-request-merges/managing-a-merge-queue
 */
const PROPOSALS = ['refs/pull/', 'refs/heads/gh-readonly-queue/'];
