import type { DetailedRecord } from './build-record.ts';
import { startedClearlyLater } from './is-ahead.ts';

/** Joins two reports of a build: the one that knows more takes precedence, and the other one fills the gaps. */
export function joinReports(known: DetailedRecord, record: DetailedRecord): DetailedRecord {
  const [more, less] = record.rank > known.rank ? [record, known] : [known, record];
  // Whether a build will be retried depends on its status.
  const { retryUntil: _, ...rest } = less;
  return { ...rest, ...more };
}

/**
 * Whether the row of a build's number belongs to a build of the same project after it was deleted and created again.
 * Then the report's build never comes back.
 */
export const isReplaced = (record: DetailedRecord, known: DetailedRecord | undefined): boolean =>
  known !== undefined && startedClearlyLater(known, record);

/**
 * Whether a report adds nothing to its row that determines which rows a build has or what they show. Since `recordBuild`
 * writes that row last, the others then have it too.
 */
export const isRecorded = (record: DetailedRecord, known: DetailedRecord | undefined): boolean =>
  known?.buildId === record.buildId &&
  known.rank >= record.rank &&
  (record.ref === undefined || known.ref !== undefined) &&
  (record.commit === undefined || known.commit !== undefined);
