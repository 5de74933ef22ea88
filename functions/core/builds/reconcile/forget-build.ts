import type { BuildRecord } from '../build-record.ts';
import type { ReconcilePorts } from '../build-ports.ts';
import { withoutBuild } from '../newest-builds.ts';
import { buildRow, newestRows } from '../row-keys.ts';

type Rows = ReconcilePorts['rows'];

/**
 * Removes a build that CodeBuild no longer knows, so that no badge shows it as running. The build that ended before it
 * becomes the newest again.
 */
export async function forgetBuild(record: BuildRecord, rows: Rows): Promise<void> {
  await Promise.all(newestRows(record).map((row) => forgetIn(row, record, rows)));
  await rows.remove(buildRow(record.number), record);
}

async function forgetIn(row: string, record: BuildRecord, rows: Rows): Promise<void> {
  for (;;) {
    const known = await rows.readNewest(record.project, row);
    if (known?.newest.buildId !== record.buildId && known?.ended?.buildId !== record.buildId) return;
    const next = withoutBuild(record.buildId, known);
    if (await (next ? rows.writeNewest(row, next, known) : rows.remove(row, record))) return;
  }
}
