import type { OldRow, ReconcilePorts } from '../build-ports.ts';
import { moveNewest } from '../record-build.ts';
import { BUILD } from '../row-keys.ts';

/** What the row of a newest ended build began with, when it had one of its own. */
export const ENDED = 'ended#';

/** Takes over a row that the release before wrote. */
export async function takeOver({ row, record }: OldRow, { rows, builds }: Pick<ReconcilePorts, 'rows' | 'builds'>) {
  // Written as it is, it gets the key of the index by ref. Another write of it in between brings that too.
  if (row.startsWith(BUILD)) return void (await rows.writeBuild(record, record));
  await moveNewest(newestRow(row), record, { rows, builds });
  await rows.remove(row, record);
}

/** The row that a row of old is now a part of. A space kept a branch of a certain name apart from rows of lists. */
const newestRow = (row: string): string => (row.startsWith(ENDED) ? row.slice(ENDED.length) : row).trimEnd();
