import type { BuildState } from './badge-state.ts';

/**
 * When a badge last changed its look, in milliseconds since 1970; undefined for a badge without a build, which has no
 * such time.
 *
 * @param drawnSince when the way badges are drawn last changed: any deployment may change it
 */
export function lastModified(build: BuildState | undefined, now: number, drawnSince: number): number | undefined {
  if (build?.changedAt === undefined) return undefined;
  const { changedAt, retryUntil = 0 } = build;
  return Math.max(changedAt, drawnSince, retryUntil <= now ? retryUntil : 0);
}
