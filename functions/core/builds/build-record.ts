import type { EventType, Status } from '../vocabulary.ts';

/**
 * How much a report knows about a build. Reports of the same build are only accepted in increasing order. An end from
 * BatchGetBuilds ranks above one from an event, since an event may contain FAILED where the actual status is TIMED_OUT.
 */
export const RANK = { queued: 0, running: 1, endedByEvent: 2, ended: 3 } as const;
export type Rank = (typeof RANK)[keyof typeof RANK];

export const hasEnded = ({ rank }: Pick<BuildRecord, 'rank'>): boolean => rank >= RANK.endedByEvent;

/**
 * What Pushlight stores about a build: these fields and no others of CodeBuild's. Times are milliseconds since 1970.
 */
export interface BuildRecord {
  readonly project: string;
  /** CodeBuild's id, `project:uuid`. */
  readonly buildId: string;
  /** Increases by one per build; starts again at 1 when a project is deleted and created again. */
  readonly number: number;
  readonly rank: Rank;
  readonly status: Status;
  /** The full ref that the build belongs to; absent for the build of a commit without a ref. */
  readonly ref?: string;
  /** 40 or 64 hex digits. */
  readonly commit?: string;
  readonly startedAt?: number;
  readonly endedAt?: number;
  /** Present if the build failed and CodeBuild will retry it: if no retry has started by then, none will. */
  readonly retryUntil?: number;
}

/** The fields that only the build's own row stores. */
export interface BuildDetails {
  /** When it entered CodeBuild's queue; `startedAt` is when StartBuild accepted it. */
  readonly queuedAt?: number;
  /** The ledger key of its start, by its own account: anyone who starts a build can set it. */
  readonly marker?: string;
  /** The type of the event for which a webhook started it. */
  readonly eventType?: EventType;
  /** `branch/x`, `tag/x` or `pr/7` */
  readonly trigger?: string;
  /** The host's own id of the account that caused the event. */
  readonly actorId?: string;
  /** Who called StartBuild, as CodeBuild reports it. */
  readonly initiator?: string;
  /** The verdict's reason, which only `trigger` knows. */
  readonly reason?: string;
  /** Whether the build belongs to a fork's pull request, which only `trigger` knows. */
  readonly fork?: boolean;
  readonly phases?: readonly PhaseRecord[];
  /** Why its phase failed, in CodeBuild's words; at most 1 KB. */
  readonly failure?: string;
}

export interface PhaseRecord {
  readonly type: string;
  /** Absent while the phase is running. */
  readonly status?: string;
  readonly startedAt?: number;
  readonly endedAt?: number;
}

/** Everything that is stored about a build. */
export interface DetailedRecord extends BuildRecord, BuildDetails {}
