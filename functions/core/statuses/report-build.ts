import { RANK, type DetailedRecord } from '../builds/build-record.ts';
import { describeBuild } from './describe-build.ts';
import type { StatusMessage } from './status-message.ts';
import type { Target } from './target.ts';

/** What an entry of the ledger contains about a start. */
export interface TargetEntry {
  readonly target?: Target;
  /** The build that it started. */
  readonly buildId?: string;
}

/**
 * Where a build's status is sent. Only a ledger entry that the build names can determine that, and only for the entry's
 * project and commit, since anyone who can start a build can set the variables that name an entry.
 */
export function targetOfBuild(record: DetailedRecord, { target, buildId }: TargetEntry): Target | undefined {
  if (!target || target.project !== record.project) return undefined;
  const isOwn = record.buildId === buildId;
  // CodeBuild has resolved a commit that was not known at the start. This only counts for the entry's own build.
  if (target.commit === undefined) {
    return isOwn && record.commit !== undefined ? { ...target, commit: record.commit } : undefined;
  }
  if (record.commit === undefined) return isOwn ? target : undefined;
  return record.commit === target.commit ? target : undefined;
}

/**
 * @param pageUrl of the build
 * @param lost whether nothing more will become known about the build
 */
export function statusOfBuild(
  record: DetailedRecord,
  { commit, ...target }: Target,
  pageUrl: string,
  lost?: 'lost',
): StatusMessage | undefined {
  if (commit === undefined) return undefined;
  const { number, rank } = record;
  return {
    v: 1,
    target: { ...target, commit },
    ...(lost ? { state: 'fault', description: `no longer followed (#${number})` } : describeBuild(record)),
    number,
    // Only a conclusion: an end that the host already shows stays, and one from CodeBuild replaces it.
    rank: lost ? RANK.endedByEvent : rank,
    url: target.link ?? pageUrl,
  };
}
