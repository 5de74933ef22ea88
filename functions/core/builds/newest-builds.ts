import { isAhead, isAheadIfGone } from './is-ahead.ts';
import { hasEnded, type BuildRecord } from './build-record.ts';

/** What the table stores about a project, ref or commit. */
export interface NewestBuilds {
  readonly newest: BuildRecord;
  /** The newest ended build. Once `newest` has ended, that counts instead: see `endedOf`. */
  readonly ended?: BuildRecord;
}

/** The newest build that has ended: the newest of all if it has ended, whatever else is stored. */
export const endedOf = <Build extends Pick<BuildRecord, 'rank'>>(builds: {
  readonly newest: Build;
  readonly ended?: Build;
}): Build | undefined => (hasEnded(builds.newest) ? builds.newest : builds.ended);

/** The builds that must be gone from CodeBuild before a report can replace them. */
export function inTheWay(record: BuildRecord, known: NewestBuilds | undefined): readonly string[] {
  const halves = [known?.newest, hasEnded(record) ? known && endedOf(known) : undefined];
  return [
    ...new Set(
      halves.flatMap((half) => (half && !isAhead(record, half) && isAheadIfGone(record, half) ? [half.buildId] : [])),
    ),
  ];
}

/**
 * The newest builds after a report; undefined if they stay unchanged.
 *
 * @param gone ids of builds that CodeBuild no longer knows
 */
export function withReport(
  record: BuildRecord,
  known: NewestBuilds | undefined,
  gone: ReadonlySet<string>,
): NewestBuilds | undefined {
  const takesPlaceOf = (other: BuildRecord | undefined): boolean =>
    other === undefined || isAhead(record, other) || (gone.has(other.buildId) && isAheadIfGone(record, other));
  const takesNewest = takesPlaceOf(known?.newest);
  const takesEnded = hasEnded(record) && takesPlaceOf(known && endedOf(known));
  if (!takesNewest && !takesEnded) return undefined;
  const newest = takesNewest || !known ? record : known.newest;
  const ended = hasEnded(newest) ? newest : takesEnded ? record : known && endedOf(known);
  return { newest, ...(ended && { ended }) };
}

/** The newest builds without one that CodeBuild no longer knows; undefined if none is left. */
export function withoutBuild(buildId: string, known: NewestBuilds): NewestBuilds | undefined {
  const isOther = (half: BuildRecord | undefined): boolean => half !== undefined && half.buildId !== buildId;
  const ended = isOther(known.ended) ? known.ended : undefined;
  const newest = isOther(known.newest) ? known.newest : ended;
  return newest && { newest, ...(ended && { ended }) };
}
