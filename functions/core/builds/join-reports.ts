import type { DetailedRecord } from './build-record.ts';

/** Joins two reports of the same build: the one with the higher rank decides, and the other fills the gaps. */
export function joinReports(known: DetailedRecord, record: DetailedRecord): DetailedRecord {
  const [more, less] = record.rank > known.rank ? [record, known] : [known, record];
  // Whether a build will be retried depends on its status.
  const { retryUntil: _, ...rest } = less;
  return { ...rest, ...more };
}

/** Whether the build's own row shows that every row of the build already contains this report. */
export const isRecorded = (record: DetailedRecord, known: DetailedRecord | undefined): boolean =>
  known?.buildId === record.buildId &&
  known.rank >= record.rank &&
  (record.ref === undefined || known.ref !== undefined) &&
  (record.commit === undefined || known.commit !== undefined);
