import type { OldRow, ReconcilePorts } from '../build-ports.ts';
import { moveNewest } from '../record-build.ts';
import { BUILD } from '../row-keys.ts';

/** The prefix of the rows in which the previous release kept the newest ended builds. */
export const ENDED = 'ended#';

/** Converts a row that the previous release wrote. */
export async function takeOver({ row, record }: OldRow, { rows, builds }: Pick<ReconcilePorts, 'rows' | 'builds'>) {
  // Writing it unchanged adds the key of the index. So does any other write since it was read.
  if (row.startsWith(BUILD)) return void (await rows.writeBuild(record, record));
  await moveNewest(newestRow(row), record, { rows, builds });
  await rows.remove(row, record);
}

/** The row that now contains it. The previous release added a space to branches named like a row of a list. */
const newestRow = (row: string): string => (row.startsWith(ENDED) ? row.slice(ENDED.length) : row).trimEnd();
