import { RANK, type BuildRecord } from '../builds/build-record.ts';
import type { Status } from '../vocabulary.ts';

/** The text and colour of each state. The colours are dark enough for white text. */
export const BADGE_STATES = {
  passing: { message: 'passing', color: '#2b7d17' },
  failing: { message: 'failing', color: '#c8312f' },
  running: { message: 'running', color: '#0a6fb8' },
  queued: { message: 'queued', color: '#7f6a00' },
  stopped: { message: 'stopped', color: '#6a5a8c' },
  timedOut: { message: 'timed out', color: '#b4530a' },
  error: { message: 'error', color: '#a3247f' },
  unknown: { message: 'unknown', color: '#6e6e6e' },
} as const;
export type BadgeState = keyof typeof BADGE_STATES;

const BY_STATUS: Readonly<Record<Status, BadgeState>> = {
  IN_PROGRESS: 'running',
  SUCCEEDED: 'passing',
  FAILED: 'failing',
  FAULT: 'error',
  TIMED_OUT: 'timedOut',
  STOPPED: 'stopped',
};

/** The part of a build's row that a badge needs. */
export interface BuildState extends Pick<
  BuildRecord,
  'status' | 'rank' | 'number' | 'startedAt' | 'endedAt' | 'retryUntil'
> {
  /** When the row was written, in milliseconds since 1970. */
  readonly changedAt?: number;
}

/** The states in a row of newest builds. @see NewestBuilds */
export interface BuildStates {
  readonly newest: BuildState;
  readonly ended?: BuildState;
}

/**
 * @param build undefined where there is no build
 * @param now milliseconds since 1970
 */
export function badgeState(build: BuildState | undefined, now: number): BadgeState {
  if (build === undefined) return 'unknown';
  if (build.retryUntil !== undefined && now < build.retryUntil) return 'running';
  // CodeBuild has no separate status for a queued build, which is also IN_PROGRESS.
  return build.rank === RANK.queued && build.status === 'IN_PROGRESS' ? 'queued' : BY_STATUS[build.status];
}
