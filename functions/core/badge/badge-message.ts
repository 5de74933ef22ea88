import type { BadgeQuery } from './badge-query.ts';
import { BADGE_STATES, type BadgeState, type BuildState } from './badge-state.ts';

const WITHOUT_END: ReadonlySet<BadgeState> = new Set(['running', 'queued', 'unknown']);

/**
 * "passing", with the additions that the query asks for: "passing #42 in 3m 12s" for `number=true` and `duration=true`.
 */
export function badgeMessage(
  state: BadgeState,
  build: BuildState | undefined,
  { number: isNumbered, duration: isTimed }: BadgeQuery,
): string {
  const { message } = BADGE_STATES[state];
  if (build === undefined) return message;
  const { number, startedAt, endedAt } = build;
  const numbered = isNumbered ? `${message} #${number}` : message;
  if (!isTimed || WITHOUT_END.has(state)) return numbered;
  if (startedAt === undefined || endedAt === undefined) return numbered;
  return `${numbered} in ${durationText(endedAt - startedAt)}`;
}

/** "45s", "3m 12s", "1h 5m" */
function durationText(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const minutes = Math.floor(seconds / 60);
  if (minutes === 0) return `${seconds}s`;
  return minutes < 60 ? `${minutes}m ${seconds % 60}s` : `${Math.floor(minutes / 60)}h ${minutes % 60}m`;
}
