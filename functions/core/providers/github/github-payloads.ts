import type { EmitterWebhookEvent } from '@octokit/webhooks';
import type { Hook } from '../../configuration.ts';
import { digest } from '../../digest.ts';
import type { Parsed } from '../../repository-event.ts';
import type { EventType } from '../../vocabulary.ts';
import { lookUp } from '../look-up.ts';
import { pullRequestEvent, pushEvent, releaseEvent } from '../payload/make-event.ts';
import { members } from '../payload/members.ts';
import {
  actor,
  boolean,
  branch,
  commitId,
  fullName,
  ifAny,
  numericId,
  passedCommit,
  passedFlag,
  passedHead,
  passedText,
  passedTime,
  pullRequestNumber,
  pushedRef,
  tag,
  withAction,
} from '../payload/payload-fields.ts';
import { changedFiles, pushedCommits } from '../payload/pushed-commits.ts';
import { events, ignored, quoted, readBuildable, readPayload } from '../payload/read-payload.ts';
import { readUnlessDeleted } from '../payload/read-unless-deleted.ts';
import { signedTime } from '../payload/signed-time.ts';

const repository = { id: numericId, full_name: fullName };
const origin = { repository: members(repository), sender: actor };

const push = {
  what: 'a push of GitHub',
  needs: { 'pushed commit': ['after'] },
  reader: members({
    ...origin,
    repository: members({
      ...repository,
      pushed_at: passedTime,
    }),
    ref: pushedRef,
    before: passedCommit,
    after: commitId,
    /** Missing in some versions. */
    created: passedFlag,
    forced: passedFlag,
    head_commit: passedHead,
    commits: pushedCommits,
  }),
} as const;

/** GitHub's limit of commits in a push payload (https://docs.github.com/webhooks/webhook-events-and-payloads#push). */
const MOST_COMMITS = 2048;

export const readPush = (payload: unknown, hook: Hook, identity: () => string): Parsed =>
  readUnlessDeleted(payload, push.what, () =>
    readBuildable(payload, push, (read) => {
      const { ref, before, after, created, forced, head_commit, commits } = read;
      const { id, pushed_at } = read.repository;
      const isWhole = created === false && forced === false && commits.length < MOST_COMMITS;
      const event = pushEvent(originOf(read, hook), {
        ref,
        // For an annotated tag, `after` is the tag's own id.
        commit: head_commit?.id || after,
        before,
        pushedAt: signedTime(pushed_at),
        commitMessage: head_commit?.message,
        changedFiles: isWhole ? changedFiles(commits) : 'unknown',
      });
      // These few fields are enough to tell two pushes apart. To hash the whole of a large body would cost as much as
      // to verify it.
      const isTold = pushed_at !== undefined && before !== undefined;
      return events(isTold ? digest(id, ref, before, after, String(pushed_at)) : identity(), event);
    }),
  );

const pullRequest = {
  what: 'a pull request of GitHub',
  needs: {
    'head commit': ['pull_request', 'head', 'sha'],
    'head branch': ['pull_request', 'head', 'ref'],
    'base branch': ['pull_request', 'base', 'ref'],
  },
  reader: members({
    ...origin,
    number: pullRequestNumber,
    /** The previous head commit, if the head moved. */
    before: passedCommit,
    pull_request: members({
      merged: ifAny(boolean),
      /** The repository is null if the fork no longer exists. */
      head: members({ ref: branch, sha: commitId, repo: ifAny(members({ id: numericId })) }),
      base: members({ ref: branch, repo: members({ id: numericId }) }),
    }),
  }),
} as const;

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
  readPayload(payload, withAction, pullRequest.what, ({ action }) => {
    const eventType = lookUp(PULL_REQUEST_ACTIONS, action);
    if (eventType === undefined || eventType === 'ignored') {
      return ignored(`The pull request action ${quoted(action)} starts no builds.`);
    }
    return readBuildable(payload, pullRequest, (read) => {
      const { number, before, pull_request } = read;
      const { head, base, merged } = pull_request;
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
  });

/** The tag's commit is not sent: `target_commitish` is where the tag would have been created if it had not existed. */
const release = {
  what: 'a release of GitHub',
  needs: { tag: ['release', 'tag_name'] },
  reader: members({ ...origin, release: members({ tag_name: tag, name: passedText }) }),
} as const;

type ReleaseAction = EmitterWebhookEvent<'release'>['payload']['action'];

/** GitHub sends two events for a published release: `published`, and `released` or `prereleased`. */
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
  readPayload(payload, withAction, release.what, ({ action }) => {
    const eventType = lookUp(RELEASE_ACTIONS, action);
    if (eventType === undefined || eventType === 'ignored') {
      return ignored(`The release action ${quoted(action)} starts no builds.`);
    }
    return readBuildable(payload, release, (read) => {
      const { tag_name, name } = read.release;
      return events(identity(), releaseEvent(originOf(read, hook), { eventType, ref: tag_name, name }));
    });
  });

const originOf = (
  { repository, sender }: { repository: { id: string; full_name: string }; sender: { id: string } },
  { host }: Hook,
) => ({
  provider: 'github' as const,
  repository: { host, fullName: repository.full_name, id: repository.id },
  actorId: sender.id,
});
