import { BADGE_STATES } from '../../badge/badge-state.ts';
import { buildPath } from '../../page-path.ts';
import type { ShownBuild } from './shown-build.ts';
import { triggerText } from './trigger-text.ts';

/** A build in the JSON of a page. Unknown values are omitted. */
export function describeShown({ record, state, queuedFor, ranFor }: ShownBuild): object {
  const { project, number, status, ref, commit, fork, reason, startedAt, endedAt } = record;
  return {
    number,
    page: buildPath(project, number),
    state: BADGE_STATES[state].message,
    status,
    ref,
    commit,
    trigger: triggerText(record),
    fork,
    reason,
    startedAt: isoTime(startedAt),
    endedAt: isoTime(endedAt),
    queuedSeconds: inSeconds(queuedFor),
    ranSeconds: inSeconds(ranFor),
  };
}

/** In ISO 8601. */
export const isoTime = (milliseconds: number | undefined): string | undefined =>
  milliseconds === undefined ? undefined : new Date(milliseconds).toISOString();

export const inSeconds = (milliseconds: number | undefined): number | undefined =>
  milliseconds === undefined ? undefined : Math.round(milliseconds) / 1000;
