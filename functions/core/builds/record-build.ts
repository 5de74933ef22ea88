import { RANK, type BuildRecord } from './build-record.ts';
import type { Builds, BuildRows } from './build-ports.ts';
import { listPrefix, refRow } from './ref-row.ts';

/** The rows of the builds table that a record stands in. A badge reads one of them. */
export function rowsOf({ ref, commit, number, rank }: BuildRecord): readonly string[] {
  const isPullRequest = ref?.startsWith('refs/pull/') ?? false;
  const newest = [
    ...(isPullRequest ? [] : ['latest']),
    ...(ref === undefined ? [] : [refRow(ref)]),
    ...(commit === undefined ? [] : [`commit#${commit}`]),
  ];
  const ended = rank >= RANK.endedByEvent ? newest.map((row) => `ended#${row}`) : [];
  const build = buildRow(number);
  return [...newest, ...ended, build, ...(ref === undefined ? [] : [listPrefix(ref) + build])];
}

/** Padded, so that rows sort as numbers do. */
export const buildRow = (number: number): string => `build#${String(number).padStart(12, '0')}`;

export interface RecordPorts {
  readonly rows: BuildRows;
  readonly builds: Pick<Builds, 'get'>;
}

/**
 * Writes a record to its rows, forward only: by build number, then by rank. A row whose build CodeBuild no longer knows
 * gives way to a build that started later under a lower number: its project was deleted and made again.
 */
export async function recordBuild(record: BuildRecord, { rows, builds }: RecordPorts): Promise<void> {
  const written = await Promise.all(
    rowsOf(record).map(async (row) => ((await rows.advance(row, record)) ? [] : [row])),
  );
  for (const row of written.flat()) {
    const other = await rows.read(record.project, row);
    if (!other || !startedAfter(record, other)) continue;
    const { notFound } = await builds.get([other.buildId]);
    if (notFound.includes(other.buildId)) await rows.replace(row, record, other.buildId);
  }
}

const startedAfter = (record: BuildRecord, other: BuildRecord): boolean =>
  record.buildId !== other.buildId &&
  record.startedAt !== undefined &&
  other.startedAt !== undefined &&
  record.startedAt > other.startedAt;
