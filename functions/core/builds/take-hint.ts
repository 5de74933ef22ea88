import type { BuildHint } from './build-event.ts';
import { hasEnded, RANK, type DetailedRecord } from './build-record.ts';
import { BUILD_VARIABLES } from './build-variables.ts';
import { toRecord } from './to-record.ts';

/**
 * What an event alone reveals about a build. Undefined if CodeBuild must be asked: an event can report FAILED for a
 * build that timed out, and can lack the source version, which contains the ref and the commit.
 */
export function takeHint({ told }: BuildHint): DetailedRecord | undefined {
  const record = told && toRecord(told, RANK.endedByEvent, undefined);
  if (!record || hasEnded(record) || record.commit === undefined) return undefined;
  return record.ref !== undefined || told.sourceVersion !== undefined ? record : undefined;
}

/**
 * Whether an event only reports that a build of Pushlight's is queued: the function that started it writes that from
 * StartBuild's response. A build that has the marker for another reason, such as a retry, is written when it leaves the
 * queue, or by reconcile.
 */
export const isWrittenByStarter = ({ told }: BuildHint): boolean =>
  told?.environmentVariables[BUILD_VARIABLES.marker] !== undefined &&
  toRecord(told, RANK.endedByEvent, undefined).rank === RANK.queued;
