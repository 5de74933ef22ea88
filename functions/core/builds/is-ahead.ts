import type { BuildRecord } from './build-record.ts';

type Known = Pick<BuildRecord, 'number' | 'rank' | 'buildId' | 'startedAt'>;
type Started = Pick<BuildRecord, 'buildId' | 'startedAt'>;

/** By how much the start times of builds can contradict the order of their numbers: an event's are whole seconds. */
export const INEXACT_MS = 60_000;

/** Whether a report is about a newer build, or has newer information about the same build. */
export const isAhead = (record: Known, known: Known): boolean =>
  record.buildId === known.buildId
    ? record.rank > known.rank
    : startedClearlyLater(record, known) || (record.number > known.number && !startedClearlyLater(known, record));

/**
 * Whether another build is newer whatever the numbers are: a project that was deleted and created again counts its
 * builds from 1, and CodeBuild keeps those of the deleted one
 * (https://docs.aws.amazon.com/codebuild/latest/APIReference/API_DeleteProject.html).
 */
export const startedClearlyLater = (record: Started, known: Started): boolean =>
  record.buildId !== known.buildId &&
  record.startedAt !== undefined &&
  known.startedAt !== undefined &&
  record.startedAt > known.startedAt + INEXACT_MS;

/** Whether a report that is not ahead would be if CodeBuild no longer knows the other build. */
export const isAheadIfGone = (record: Known, known: Known): boolean =>
  record.buildId !== known.buildId &&
  record.startedAt !== undefined &&
  known.startedAt !== undefined &&
  record.startedAt > known.startedAt;
