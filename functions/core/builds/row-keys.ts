import { RANK, type BuildRecord } from './build-record.ts';

/**
 * The keys of the builds table: a project, and which of its rows. Git allows "main#build#000000000071" for a branch, but
 * no space in any ref (https://git-scm.com/docs/git-check-ref-format): what follows a space is never part of a name.
 */
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

/** What the row of a build in a ref's list begins with. */
export const listPrefix = (ref: string): string => `ref#${ref} `;

/** Where these rows were until they had a space. They last for a year; nothing is written there any more. */
export const oldListPrefix = (ref: string): string => `ref#${ref}#`;

const BUILD = 'build#';
const DIGITS = 12;
const LIKE_AN_OLD_LIST_ROW = new RegExp(`#${BUILD}\\d{${DIGITS}}$`);

/** Above every build's number. */
export const MOST_BUILDS = 10 ** DIGITS;

/** The row of a ref's newest build. Nothing but a space tells a branch of such a name from an old row of another's list. */
export const refRow = (ref: string): string => `ref#${ref}${LIKE_AN_OLD_LIST_ROW.test(ref) ? ' ' : ''}`;

/** The row of a commit's newest build. */
export const commitRow = (commit: string): string => `commit#${commit}`;

/** Of a row that holds a newest build: the row of the newest that has ended. */
export const endedRow = (newest: string): string => `ended#${newest}`;

/** Padded, so that rows sort as numbers do. */
export const buildRow = (number: number): string => BUILD + String(number).padStart(DIGITS, '0');

/** Whether a row is the one of a build itself. */
export const isBuildRow = (row: string): boolean => row.startsWith(BUILD);

/** Whether a row is of a list, a project's or a ref's, and not the newest of anything. */
export const isListRow = (row: string): boolean => isBuildRow(row) || row.includes(` ${BUILD}`);

/** The rows of the builds table that a record stands in. A badge reads one of them. */
export function rowsOf({ ref, commit, number, rank }: BuildRecord): readonly string[] {
  const isPullRequest = ref?.startsWith('refs/pull/') ?? false;
  const newest = [
    ...(isPullRequest ? [] : [LATEST]),
    ...(ref === undefined ? [] : [refRow(ref)]),
    ...(commit === undefined ? [] : [commitRow(commit)]),
  ];
  const ended = rank >= RANK.endedByEvent ? newest.map(endedRow) : [];
  const build = buildRow(number);
  return [...newest, ...ended, build, ...(ref === undefined ? [] : [listPrefix(ref) + build])];
}
