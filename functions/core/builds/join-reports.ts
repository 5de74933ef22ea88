import type { DetailedRecord } from './build-record.ts';

/** What two reports of one build say together: the one that knows more decides, and the other fills in. */
export function joinReports(known: DetailedRecord, record: DetailedRecord): DetailedRecord {
  const [more, less] = record.rank > known.rank ? [record, known] : [known, record];
  // Whether a build will be retried belongs to its status.
  const { retryUntil: _, ...rest } = less;
  return { ...rest, ...more };
}

/** Whether a report says nothing that decides which rows a build has, or what they show, beyond what its row knows. */
export const isRecorded = (record: DetailedRecord, known: DetailedRecord | undefined): boolean =>
  known?.buildId === record.buildId &&
  known.rank >= record.rank &&
  (record.ref === undefined || known.ref !== undefined) &&
  (record.commit === undefined || known.commit !== undefined);
