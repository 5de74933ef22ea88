import type { Status } from '../vocabulary.ts';

/**
 * How much a report of a build knows; reports of one build are taken only upwards.
 * Ended by BatchGetBuilds stands above ended by event, because an event may say FAILED where the truth is TIMED_OUT.
 */
export const RANK = { queued: 0, running: 1, endedByEvent: 2, ended: 3 } as const;
export type Rank = (typeof RANK)[keyof typeof RANK];

/** What Pushlight keeps of a build: these fields and no others of CodeBuild's. Times are milliseconds since 1970. */
export interface BuildRecord {
  readonly project: string;
  /** CodeBuild's id, `project:uuid`. */
  readonly buildId: string;
  /** Grows by one a build; starts again at 1 when a project is deleted and made again. */
  readonly number: number;
  readonly rank: Rank;
  readonly status: Status;
  /** The full ref that the build belongs to; a bare commit's build belongs to none. */
  readonly ref?: string;
  /** 40 or 64 hex digits. */
  readonly commit?: string;
  readonly startedAt?: number;
  readonly endedAt?: number;
  /** Failed, but CodeBuild retries it by itself: if no retry has come by then, none will. */
  readonly retryUntil?: number;
}
