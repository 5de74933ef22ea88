import type { BuildHint } from './build-event.ts';
import { hasEnded, RANK, type DetailedRecord } from './build-record.ts';
import { BUILD_VARIABLES } from './build-variables.ts';
import { toRecord } from './to-record.ts';

/**
 * What to keep of a build by its event alone; undefined where CodeBuild has to be asked: an event can say FAILED of a
 * build that timed out, and leave out the source version, of which the ref and the commit come.
 */
export function takeHint({ told }: BuildHint): DetailedRecord | undefined {
  const record = told && toRecord(told, RANK.endedByEvent, undefined);
  if (!record || hasEnded(record) || record.commit === undefined) return undefined;
  return record.ref !== undefined || told.sourceVersion !== undefined ? record : undefined;
}

/**
 * Whether an event only says that a build is queued which Pushlight started: whoever started it writes that from
 * StartBuild's response. One that carries the marker for another reason is written when it leaves the queue.
 */
export const isWrittenByStarter = ({ told }: BuildHint): boolean =>
  told?.environmentVariables[BUILD_VARIABLES.marker] !== undefined &&
  toRecord(told, RANK.endedByEvent, undefined).rank === RANK.queued;
