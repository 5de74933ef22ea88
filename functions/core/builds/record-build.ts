import { isAhead, isAheadIfGone } from './is-ahead.ts';
import { hasEnded, type DetailedRecord } from './build-record.ts';
import type { AskExcerpt, Builds, BuildRows, Tell } from './build-ports.ts';
import { isRecorded, joinReports } from './join-reports.ts';
import { inTheWay, withReport } from './newest-builds.ts';
import { buildRow, newestRows } from './row-keys.ts';

export interface RecordPorts {
  readonly rows: BuildRows;
  readonly builds: Pick<Builds, 'get'>;
  readonly tell?: Tell | undefined;
  readonly askExcerpt?: AskExcerpt | undefined;
}

/**
 * Writes a report of a build to the newest rows that it belongs to, and last to the build's own row: a report that is
 * there is everywhere. Rows only move forward, by build number and then by rank. A build gives way to one with a lower
 * number that started clearly later, or just later if CodeBuild no longer knows it: its project was deleted and created
 * again.
 *
 * Usually, this takes one conditional write per row. If another report has already brought the same, the first row
 * shows it.
 */
export async function recordBuild(record: DetailedRecord, ports: RecordPorts): Promise<void> {
  const { rows } = ports;
  await sendFirst(record, ports);
  const [first, ...others] = newestRows(record);
  if (first !== undefined && !(await rows.advanceNewest(first, record))) {
    const known = await rows.readBuild(record.project, record.number);
    if (isRecorded(record, known)) return moveBuild(record, known, ports);
    await moveNewest(first, record, ports);
  }
  await Promise.all(
    others.map(async (row) => {
      if (!(await rows.advanceNewest(row, record))) await moveNewest(row, record, ports);
    }),
  );
  if (await rows.advanceBuild(record)) return;
  await moveBuild(record, await rows.readBuild(record.project, record.number), ports);
}

/** More than the reports of one row that ever arrive at once. Each failed attempt means that another one succeeded. */
const MOST_ATTEMPTS = 100;

const notWritten = ({ project, buildId }: DetailedRecord, row: string): string =>
  `The build ${buildId} could not be written to the row ${row} of ${project} in ${MOST_ATTEMPTS} attempts: the row changes constantly, or no release of Pushlight wrote it. If it is the latter, delete the row.`;

/** A report whose own row could not be written is repeated, and the readers of these messages drop repeats. */
async function sendFirst(record: DetailedRecord, { rows, tell, askExcerpt }: RecordPorts): Promise<void> {
  const toTell = record.marker === undefined ? undefined : tell;
  const toAsk = hasEnded(record) ? askExcerpt : undefined;
  if (!toTell && !toAsk) return;
  const row = await rows.readBuild(record.project, record.number);
  if (toTell && !isRecorded(record, row)) await toTell(record);
  const known = row?.buildId === record.buildId ? row : undefined;
  if (toAsk && !(known && hasEnded(known))) await toAsk(known ? joinReports(known, record) : record);
}

/** Merges a report into the current content of a row of the newest builds. */
export async function moveNewest(row: string, record: DetailedRecord, { rows, builds }: RecordPorts): Promise<void> {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const known = await rows.readNewest(record.project, row);
    const next = withReport(record, known, await goneOf(inTheWay(record, known), builds));
    if (!next || (await rows.writeNewest(row, next, known))) return;
  }
  throw new Error(notWritten(record, row));
}

async function moveBuild(
  record: DetailedRecord,
  found: DetailedRecord | undefined,
  { rows, builds }: RecordPorts,
): Promise<void> {
  let known = found;
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    const next = await nextBuild(record, known, builds);
    if (!next || (await rows.writeBuild(next, known))) return;
    known = await rows.readBuild(record.project, record.number);
  }
  throw new Error(notWritten(record, buildRow(record.number)));
}

/** Undefined if the row of the build stays unchanged. */
async function nextBuild(
  record: DetailedRecord,
  known: DetailedRecord | undefined,
  builds: RecordPorts['builds'],
): Promise<DetailedRecord | undefined> {
  if (!known) return record;
  if (known.buildId === record.buildId) {
    const joined = joinReports(known, record);
    const isMore = record.rank > known.rank || Object.keys(joined).length > Object.keys(known).length;
    return isMore ? joined : undefined;
  }
  if (isAhead(record, known)) return record;
  if (!isAheadIfGone(record, known)) return undefined;
  return (await goneOf([known.buildId], builds)).has(known.buildId) ? record : undefined;
}

async function goneOf(buildIds: readonly string[], builds: RecordPorts['builds']): Promise<ReadonlySet<string>> {
  return buildIds.length === 0 ? NONE : new Set((await builds.get(buildIds)).notFound);
}

const NONE: ReadonlySet<string> = new Set();
