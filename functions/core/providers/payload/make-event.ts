import { isZeroCommit, pullRequestRef, refKind, shortRef } from '../../ref.ts';
import type { RepositoryEvent } from '../../repository-event.ts';
import type { EventType } from '../../vocabulary.ts';

/**
 * Where an event comes from, and who caused it. Its members are listed wherever an event is made, since V8 takes a
 * hundred times as long to make an object with more than twelve members if the literal begins with a spread.
 */
type Origin = Pick<RepositoryEvent, 'provider' | 'repository' | 'actorId'>;

interface Push {
  /** The full ref of a branch or tag. */
  readonly ref: string;
  readonly commit: string;
  /** All zeros, null or absent if the ref is new. */
  readonly before?: string | null | undefined;
  readonly pushedAt?: number | undefined;
  readonly commitMessage?: string | undefined;
  readonly changedFiles: RepositoryEvent['changedFiles'];
}

export function pushEvent(
  { provider, repository, actorId }: Origin,
  { ref, commit, before, pushedAt, commitMessage, changedFiles }: Push,
): RepositoryEvent {
  return {
    provider,
    repository,
    actorId,
    eventType: 'PUSH',
    ref,
    headRef: ref,
    commit,
    ...previous(before),
    ...(pushedAt !== undefined && { pushedAt }),
    ...message(commitMessage),
    changedFiles,
    fork: false,
    ...(refKind(ref) === 'tag' && { tagName: shortRef(ref) }),
  };
}

interface PullRequest {
  readonly eventType: EventType;
  readonly number: number;
  /** Full refs of branches. */
  readonly headRef: string;
  readonly baseRef: string;
  /** Absent if the payload contains no full id. */
  readonly commit?: string | undefined;
  readonly before?: string | null | undefined;
  readonly commitMessage?: string | undefined;
  readonly fork: boolean;
  readonly headRepositoryId?: string | undefined;
}

/** No host's payload lists the files of a pull request. */
export function pullRequestEvent(
  { provider, repository, actorId }: Origin,
  { eventType, number, headRef, baseRef, commit, before, commitMessage, fork, headRepositoryId }: PullRequest,
): RepositoryEvent {
  return {
    provider,
    repository,
    actorId,
    eventType,
    ref: pullRequestRef(number),
    headRef,
    baseRef,
    ...(commit !== undefined && { commit }),
    ...previous(before),
    ...message(commitMessage),
    changedFiles: 'unknown',
    fork,
    ...(headRepositoryId !== undefined && { headRepositoryId }),
    pullRequest: number,
  };
}

interface Release {
  readonly eventType: EventType;
  /** The full ref of the tag. */
  readonly ref: string;
  readonly name?: string | null | undefined;
  /** Absent if the payload only contains the tag. */
  readonly commit?: string | undefined;
  readonly commitMessage?: string | undefined;
}

export function releaseEvent(
  { provider, repository, actorId }: Origin,
  { eventType, ref, name, commit, commitMessage }: Release,
): RepositoryEvent {
  return {
    provider,
    repository,
    actorId,
    eventType,
    ref,
    headRef: ref,
    ...(commit !== undefined && { commit }),
    ...message(commitMessage),
    changedFiles: 'unknown',
    fork: false,
    tagName: shortRef(ref),
    ...(name && { releaseName: name }),
  };
}

const previous = (before: string | null | undefined) => before && !isZeroCommit(before) && { previousCommit: before };

const message = (commitMessage: string | undefined) => commitMessage !== undefined && { commitMessage };
