import type { BuildRecord } from './build-record.ts';
import type { Builds, BuildRows } from './build-ports.ts';
import { rowsOf } from './row-keys.ts';

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
