import type { BadgeQuery } from './badge-query.ts';
import { BADGE_STATES, type BadgeState, type BuildState } from './badge-state.ts';
import { durationText } from './duration-text.ts';

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
