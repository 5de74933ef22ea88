import type { EventType, Status } from '../vocabulary.ts';

/**
 * How much a report of a build knows; reports of one build are taken only upwards.
 * Ended by BatchGetBuilds stands above ended by event, because an event may say FAILED where the truth is TIMED_OUT.
 */
export const RANK = { queued: 0, running: 1, endedByEvent: 2, ended: 3 } as const;
export type Rank = (typeof RANK)[keyof typeof RANK];

export const hasEnded = ({ rank }: Pick<BuildRecord, 'rank'>): boolean => rank >= RANK.endedByEvent;

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

/** What only the row of the build itself keeps. */
export interface BuildDetails {
  /** When it entered CodeBuild's queue; `startedAt` is when StartBuild accepted it. */
  readonly queuedAt?: number;
  /** The ledger key of its start, by its own account: anyone who starts a build can set it. */
  readonly marker?: string;
  /** Of the event that a webhook started it for. */
  readonly eventType?: EventType;
  /** `branch/x`, `tag/x` or `pr/7` */
  readonly trigger?: string;
  /** The host's own id of the account that caused the event. */
  readonly actorId?: string;
  /** Who called StartBuild, in CodeBuild's words. */
  readonly initiator?: string;
  /** The verdict's: only `trigger` knows it. */
  readonly reason?: string;
  /** Whether it is of a fork's pull request: only `trigger` knows it. */
  readonly fork?: boolean;
  readonly phases?: readonly PhaseRecord[];
  /** Why the phase failed that did, in CodeBuild's words: at most 1 KB. */
  readonly failure?: string;
}

export interface PhaseRecord {
  readonly type: string;
  /** Absent while it runs. */
  readonly status?: string;
  readonly startedAt?: number;
  readonly endedAt?: number;
}

/** All that is kept of a build. */
export interface DetailedRecord extends BuildRecord, BuildDetails {}
