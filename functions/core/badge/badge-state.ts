import { RANK, type Rank } from '../build-record.ts';
import type { Status } from '../vocabulary.ts';

/** What a badge says of a build, and its colour: dark enough for white text. */
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

/** What a badge needs of a build's row. */
export interface BuildState {
  readonly status: Status;
  readonly rank: Rank;
}

/** @param build undefined where there is no build to speak of */
export function badgeState(build: BuildState | undefined): BadgeState {
  if (build === undefined) return 'unknown';
  // A queued build has no status of its own in CodeBuild: it is IN_PROGRESS too.
  return build.rank === RANK.queued && build.status === 'IN_PROGRESS' ? 'queued' : BY_STATUS[build.status];
}
