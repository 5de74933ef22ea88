import type { OldRow, ReconcilePorts } from '../build-ports.ts';
import { moveNewest } from '../record-build.ts';
import { BUILD } from '../row-keys.ts';

/** The prefix of the row of a newest ended build, when it was separate. */
export const ENDED = 'ended#';

/** Migrates a row that the previous release wrote. */
export async function takeOver({ row, record }: OldRow, { rows, builds }: Pick<ReconcilePorts, 'rows' | 'builds'>) {
  // Writing it unchanged adds the key of the index by ref. Another write in between adds it as well.
  if (row.startsWith(BUILD)) return void (await rows.writeBuild(record, record));
  await moveNewest(newestRow(row), record, { rows, builds });
  await rows.remove(row, record);
}

/**
 * The row that now contains an old row. A trailing space distinguished branches with certain names from rows of lists.
 */
const newestRow = (row: string): string => (row.startsWith(ENDED) ? row.slice(ENDED.length) : row).trimEnd();
