import type { EmitterWebhookEvent } from '@octokit/webhooks';
import * as v from 'valibot';
import type { Hook } from '../configuration.ts';
import { digest } from '../digest.ts';
import { isZeroCommit } from '../ref.ts';
import type { Parsed } from '../repository-event.ts';
import type { EventType } from '../vocabulary.ts';
import { lookUp } from './look-up.ts';
import { pullRequestEvent, pushEvent, releaseEvent } from './make-event.ts';
import { branch, commitId, fullName, numericId, pullRequestNumber, pushedRef, tag } from './payload-fields.ts';
import { changedFiles, pushedCommits } from './pushed-commits.ts';
import { events, ignored, quoted, readPayload } from './read-payload.ts';
import { signedTime } from './signed-time.ts';

const origin = {
  repository: v.object({ id: numericId, full_name: fullName }),
  sender: v.optional(v.object({ id: numericId })),
};

const push = v.object({
  ...origin,
  repository: v.object({ ...origin.repository.entries, pushed_at: v.optional(v.union([v.number(), v.string()])) }),
  ref: pushedRef,
  before: commitId,
  after: commitId,
  created: v.boolean(),
  deleted: v.boolean(),
  forced: v.boolean(),
  head_commit: v.nullable(v.object({ id: commitId, message: v.string() })),
  commits: pushedCommits,
});

/** GitHub puts at most so many commits into a push (https://docs.github.com/webhooks/webhook-events-and-payloads#push). */
const MOST_COMMITS = 2048;

export const readPush = (payload: unknown, hook: Hook, identity: () => string): Parsed =>
  readPayload(payload, push, 'a push of GitHub', (read) => {
    const { ref, before, after, created, deleted, forced, head_commit, commits } = read;
    if (deleted || isZeroCommit(after)) return ignored(`${ref} was deleted.`);
    const { id, pushed_at } = read.repository;
    const event = pushEvent(originOf(read, hook), {
      ref,
      // Of an annotated tag, `after` is the tag's own id.
      commit: head_commit?.id ?? after,
      before,
      pushedAt: signedTime(pushed_at),
      commitMessage: head_commit?.message,
      changedFiles: created || forced || commits.length >= MOST_COMMITS ? 'unknown' : changedFiles(commits),
    });
    // What tells two pushes apart is in these few fields; hashing all of a large body would cost as much as verifying it.
    return events(pushed_at === undefined ? identity() : digest(id, ref, before, after, String(pushed_at)), event);
  });

const pullRequest = v.object({
  ...origin,
  action: v.string(),
  number: pullRequestNumber,
  /** Where the head was, when it moved. */
  before: v.optional(commitId),
  pull_request: v.object({
    merged: v.nullish(v.boolean()),
    /** The repository is null when the fork is gone. */
    head: v.object({ ref: branch, sha: commitId, repo: v.nullable(v.object({ id: numericId })) }),
    base: v.object({ ref: branch, repo: v.object({ id: numericId }) }),
  }),
});

type PullRequestAction = EmitterWebhookEvent<'pull_request'>['payload']['action'];

const PULL_REQUEST_ACTIONS: Readonly<Record<PullRequestAction, EventType | 'ignored'>> = {
  opened: 'PULL_REQUEST_CREATED',
  synchronize: 'PULL_REQUEST_UPDATED',
  reopened: 'PULL_REQUEST_REOPENED',
  closed: 'PULL_REQUEST_CLOSED',
  assigned: 'ignored',
  auto_merge_disabled: 'ignored',
  auto_merge_enabled: 'ignored',
  converted_to_draft: 'ignored',
  demilestoned: 'ignored',
  dequeued: 'ignored',
  edited: 'ignored',
  enqueued: 'ignored',
  labeled: 'ignored',
  locked: 'ignored',
  milestoned: 'ignored',
  ready_for_review: 'ignored',
  review_request_removed: 'ignored',
  review_requested: 'ignored',
  unassigned: 'ignored',
  unlabeled: 'ignored',
  unlocked: 'ignored',
};

export const readPullRequest = (payload: unknown, hook: Hook, identity: () => string): Parsed =>
  readPayload(payload, pullRequest, 'a pull request of GitHub', (read) => {
    const { action, number, before, pull_request } = read;
    const { head, base, merged } = pull_request;
    const eventType = lookUp(PULL_REQUEST_ACTIONS, action);
    if (eventType === undefined || eventType === 'ignored') {
      return ignored(`A pull request that was ${quoted(action)} starts no builds.`);
    }
    const event = pullRequestEvent(originOf(read, hook), {
      eventType: eventType === 'PULL_REQUEST_CLOSED' && merged ? 'PULL_REQUEST_MERGED' : eventType,
      number,
      headRef: head.ref,
      baseRef: base.ref,
      commit: head.sha,
      before,
      fork: head.repo?.id !== base.repo.id,
    });
    return events(identity(), event);
  });

/** The commit of the tag is not told: `target_commitish` is where the tag would have been made, had there been none. */
const release = v.object({
  ...origin,
  action: v.string(),
  release: v.object({ tag_name: tag, name: v.nullish(v.string()) }),
});

type ReleaseAction = EmitterWebhookEvent<'release'>['payload']['action'];

/** A published release is told twice, as published and as released or prereleased. */
const RELEASE_ACTIONS: Readonly<Record<ReleaseAction, EventType | 'ignored'>> = {
  released: 'RELEASED',
  prereleased: 'PRERELEASED',
  created: 'ignored',
  deleted: 'ignored',
  edited: 'ignored',
  published: 'ignored',
  unpublished: 'ignored',
};

export const readRelease = (payload: unknown, hook: Hook, identity: () => string): Parsed =>
  readPayload(payload, release, 'a release of GitHub', (read) => {
    const eventType = lookUp(RELEASE_ACTIONS, read.action);
    if (eventType === undefined || eventType === 'ignored') {
      return ignored(`A release that was ${quoted(read.action)} starts no builds.`);
    }
    const { tag_name, name } = read.release;
    return events(identity(), releaseEvent(originOf(read, hook), { eventType, ref: tag_name, name }));
  });

const originOf = (
  { repository, sender }: { repository: { id: string; full_name: string }; sender?: { id: string } | undefined },
  { host }: Hook,
) => ({
  provider: 'github' as const,
  repository: { host, fullName: repository.full_name, id: repository.id },
  actorId: sender?.id ?? '',
});
