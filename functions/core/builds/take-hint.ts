import type { BuildHint } from './build-event.ts';
import { hasEnded, RANK, type DetailedRecord } from './build-record.ts';
import { BUILD_VARIABLES } from './build-variables.ts';
import type { Project } from '../configuration.ts';
import { eventRecord } from './event-record.ts';

/**
 * What to store about a build from its event alone; undefined if CodeBuild must be asked: an event can contain FAILED
 * for a build that timed out, and can lack the source version or the variables, from which the ref and the commit are
 * derived.
 */
export function takeHint({ told, hasVariables }: BuildHint, project: Project): DetailedRecord | undefined {
  const record = told && eventRecord(told, project);
  if (!record || hasEnded(record) || record.commit === undefined) return undefined;
  const hasNoRef = hasVariables && told.sourceVersion !== undefined;
  return record.ref !== undefined || hasNoRef ? record : undefined;
}

/**
 * Whether an event reports only that a build started by Pushlight is queued: the function that started the build writes
 * that from StartBuild's response. A build that carries the marker for another reason is written when it leaves the
 * queue.
 */
export const isWrittenByStarter = ({ told }: BuildHint): boolean =>
  told?.environmentVariables[BUILD_VARIABLES.marker] !== undefined && eventRecord(told, undefined).rank === RANK.queued;
