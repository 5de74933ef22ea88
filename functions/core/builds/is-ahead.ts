import type { BuildRecord } from './build-record.ts';

type Known = Pick<BuildRecord, 'number' | 'rank' | 'buildId' | 'startedAt'>;

/** Whether a report is about a newer build, or knows more about the same one. */
export const isAhead = (record: Known, known: Known): boolean =>
  record.number > known.number || (record.buildId === known.buildId && record.rank > known.rank);

/**
 * Whether a report that is not ahead would be if CodeBuild no longer knows the other build: a project that was deleted
 * and created again counts its builds from 1.
 */
export const isAheadIfGone = (record: Known, known: Known): boolean =>
  record.buildId !== known.buildId &&
  record.startedAt !== undefined &&
  known.startedAt !== undefined &&
  record.startedAt > known.startedAt;
