import { badgeState, type BadgeState } from '../../badge/badge-state.ts';
import type { DetailedRecord } from '../../builds/build-record.ts';
import { buildTimes, type BuildTimes } from './build-times.ts';

/** A build, including what its row only implies. */
export interface ShownBuild extends BuildTimes {
  readonly record: DetailedRecord;
  readonly state: BadgeState;
}

/** @param now milliseconds since 1970 */
export const shownBuild = (record: DetailedRecord, now: number): ShownBuild => ({
  record,
  state: badgeState(record, now),
  ...buildTimes(record),
});

const UNFINISHED: ReadonlySet<BadgeState> = new Set(['queued', 'running']);

/** Whether a page with this state will soon show a different one. */
export const isUnfinished = (state: BadgeState): boolean => UNFINISHED.has(state);
