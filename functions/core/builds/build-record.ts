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

/** What is only in the build's own row. */
export interface BuildDetails {
  /** When it entered CodeBuild's queue; `startedAt` is when StartBuild accepted it. */
  readonly queuedAt?: number;
  /** The ledger key of its start, by its own account: anyone who starts a build can set it. */
  readonly marker?: string;
  /** The event for which a webhook started the build. */
  readonly eventType?: EventType;
  /** `branch/x`, `tag/x` or `pr/7` */
  readonly trigger?: string;
  /** The host's own id of the account that caused the event. */
  readonly actorId?: string;
  /** Who called StartBuild, as CodeBuild reports it. */
  readonly initiator?: string;
  /** Why the event builds, from the verdict. Only `trigger` knows it. */
  readonly reason?: string;
  /** Whether the code is from a fork's pull request. Only `trigger` knows it. */
  readonly fork?: boolean;
  readonly phases?: readonly PhaseRecord[];
  /** Why a phase failed, as CodeBuild reports it; at most 1 KB. */
  readonly failure?: string;
}

export interface PhaseRecord {
  readonly type: string;
  /** Absent while the phase runs. */
  readonly status?: string;
  readonly startedAt?: number;
  readonly endedAt?: number;
}

/** Everything that is stored about a build. */
export interface DetailedRecord extends BuildRecord, BuildDetails {}
