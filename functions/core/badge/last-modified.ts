import type { BuildState } from './badge-state.ts';

/**
 * When a badge came to look as it does, in milliseconds since 1970; undefined for one of no build, which has no such
 * time.
 *
 * @param drawnSince since when this is how badges are drawn: a deployment may have changed that
 */
export function lastModified(build: BuildState | undefined, now: number, drawnSince: number): number | undefined {
  if (build?.changedAt === undefined) return undefined;
  const { changedAt, retryUntil = 0 } = build;
  return Math.max(changedAt, drawnSince, retryUntil <= now ? retryUntil : 0);
}
