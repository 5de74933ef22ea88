import type { DetailedRecord } from '../../builds/build-record.ts';

/** In milliseconds; absent as long as they are not known. */
export interface BuildTimes {
  readonly queuedFor?: number;
  readonly ranFor?: number;
}

/**
 * How long a build waited in the queue, and how long it ran afterwards. If its phases are not known, all of its time
 * counts as run time.
 */
export function buildTimes({ startedAt, endedAt, phases = [] }: DetailedRecord): BuildTimes {
  const queued = phases.find(({ type }) => type === 'QUEUED');
  const leftAt = queued?.endedAt;
  const ranFrom = leftAt ?? startedAt;
  return {
    ...(leftAt !== undefined && startedAt !== undefined && { queuedFor: Math.max(0, leftAt - startedAt) }),
    ...(ranFrom !== undefined && endedAt !== undefined && { ranFor: Math.max(0, endedAt - ranFrom) }),
  };
}
