import type { BadgeState } from '../../badge/badge-state.ts';
import type { ShownBuild } from './shown-build.ts';

export interface Statistics {
  /** Among builds that passed or failed; a stopped build did neither. */
  readonly success?: { readonly passed: number; readonly of: number };
  /** The median run time of builds that passed, in milliseconds. */
  readonly median?: { readonly ranFor: number; readonly of: number };
}

const NOT_PASSED: ReadonlySet<BadgeState> = new Set(['failing', 'error', 'timedOut']);

/** Statistics about builds. */
export function statistics(builds: readonly ShownBuild[]): Statistics {
  const passed = builds.filter(({ state }) => state === 'passing');
  const of = passed.length + builds.filter(({ state }) => NOT_PASSED.has(state)).length;
  const times = passed.flatMap(({ ranFor }) => ranFor ?? []).toSorted((one, other) => one - other);
  const ranFor = middle(times);
  return {
    ...(of > 0 && { success: { passed: passed.length, of } }),
    ...(ranFor !== undefined && { median: { ranFor, of: times.length } }),
  };
}

function middle(sorted: readonly number[]): number | undefined {
  const [lower, upper] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
  return lower === undefined || upper === undefined ? undefined : (lower + upper) / 2;
}
