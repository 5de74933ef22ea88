import type { Hook } from '../../configuration.ts';
import { isZeroCommit } from '../../ref.ts';
import type { Parsed } from '../../repository-event.ts';
import type { EventType } from '../../vocabulary.ts';
import { lookUp } from '../look-up.ts';
import { pullRequestEvent, pushEvent, releaseEvent } from '../payload/make-event.ts';
import { members } from '../payload/members.ts';
import type { Read } from '../payload/reader.ts';
import {
  action,
  actor,
  actorId,
  anything,
  branch,
  commitId,
  commitIfAny,
  fullName,
  ifAny,
  numericId,
  passedCommit,
  passedText,
  pullRequestNumber,
  pushedRef,
  tag,
  withAction,
} from '../payload/payload-fields.ts';
import { changedFiles, messageOf, pushedCommits } from '../payload/pushed-commits.ts';
import { events, ignored, isAbsent, quoted, readBuildable, readPayload } from '../payload/read-payload.ts';
import { readUnlessDeleted } from '../payload/read-unless-deleted.ts';

const project = members({ id: numericId, path_with_namespace: fullName });

/** A push of a branch, or of a tag, which CodeBuild's own webhooks do not support. */
const push = {
  what: 'a push of GitLab',
  needs: { 'pushed commit': ['after'] },
  reader: members({
    project,
    user_id: actorId,
    ref: pushedRef,
    before: passedCommit,
    after: commitId,
    checkout_sha: commitIfAny,
    commits: pushedCommits,
    total_commits_count: anything,
  }),
} as const;

export const readPush = (payload: unknown, hook: Hook, identity: string): Parsed =>
  readUnlessDeleted(payload, push.what, () =>
    readBuildable(payload, push, (read) => {
      const { ref, before, after, checkout_sha, commits, total_commits_count } = read;
      // For an annotated tag, `after` is the tag's own id.
      const commit = checkout_sha || after;
      // GitLab sends the newest 20 commits, and none for a branch that was moved back.
      const isWhole = before !== undefined && !isZeroCommit(before) && total_commits_count === commits.length;
      const event = pushEvent(originOf(read.project, read.user_id, hook), {
        ref,
        commit,
        before,
        commitMessage: messageOf(commits, commit),
        changedFiles: isWhole ? changedFiles(commits) : 'unknown',
      });
      return events(identity, event);
    }),
  );

const mergeRequestKind = members({
  /** Absent if the cause of the merge request event is not an action. */
  object_attributes: members({ action }),
});

const mergeRequest = {
  what: 'a merge request of GitLab',
  needs: {
    'last commit': ['object_attributes', 'last_commit', 'id'],
    'source branch': ['object_attributes', 'source_branch'],
    'target branch': ['object_attributes', 'target_branch'],
  },
  reader: members({
    project,
    /** Missing in old versions. */
    user: actor,
    object_attributes: members({
      iid: pullRequestNumber,
      /** The head before an update. */
      oldrev: passedCommit,
      source_branch: branch,
      target_branch: branch,
      /** Null if the fork no longer exists. */
      source_project_id: ifAny(numericId),
      target_project_id: numericId,
      last_commit: members({ id: commitId, message: passedText }),
    }),
  }),
} as const;

const ACTIONS: Readonly<Record<string, EventType>> = {
  open: 'PULL_REQUEST_CREATED',
  update: 'PULL_REQUEST_UPDATED',
  reopen: 'PULL_REQUEST_REOPENED',
  close: 'PULL_REQUEST_CLOSED',
  merge: 'PULL_REQUEST_MERGED',
};

export const readMergeRequest = (payload: unknown, hook: Hook, identity: string): Parsed =>
  readPayload(payload, mergeRequestKind, mergeRequest.what, ({ object_attributes: { action } }) => {
    const eventType = lookUp(ACTIONS, action);
    if (!eventType) return ignored(`The merge request action ${quoted(action)} starts no builds.`);
    if (eventType === 'PULL_REQUEST_UPDATED' && isAbsent(payload, ['object_attributes', 'oldrev'])) {
      return ignored('The merge request was edited, but its commits are unchanged.');
    }
    return readBuildable(payload, mergeRequest, (read) => {
      const { iid, oldrev, source_branch, target_branch, ...rest } = read.object_attributes;
      const fork = rest.source_project_id !== rest.target_project_id;
      const event = pullRequestEvent(originOf(read.project, read.user.id, hook), {
        eventType,
        number: iid,
        headRef: source_branch,
        baseRef: target_branch,
        commit: rest.last_commit.id,
        before: oldrev,
        commitMessage: rest.last_commit.message,
        fork,
        headRepositoryId: fork ? rest.source_project_id : undefined,
      });
      return events(identity, event);
    });
  });

const release = {
  what: 'a release of GitLab',
  needs: { tag: ['tag'], commit: ['commit', 'id'] },
  reader: members({
    project,
    tag,
    name: passedText,
    commit: members({ id: commitId, message: passedText }),
  }),
} as const;

export const readRelease = (payload: unknown, hook: Hook, identity: string): Parsed =>
  readPayload(payload, withAction, release.what, ({ action }) => {
    // CodeBuild's RELEASED covers both: https://docs.aws.amazon.com/codebuild/latest/userguide/gitlab-webhook.html
    if (action !== 'create' && action !== 'update') {
      return ignored(`The release action ${quoted(action)} starts no builds.`);
    }
    return readBuildable(payload, release, (read) => {
      const { tag, name, commit } = read;
      // A release's payload contains no account.
      const event = releaseEvent(originOf(read.project, '', hook), {
        eventType: 'RELEASED',
        ref: tag,
        name,
        commit: commit.id,
        commitMessage: commit.message,
      });
      return events(identity, event);
    });
  });

const originOf = ({ id, path_with_namespace }: Read<typeof project>, actorId: string, { host }: Hook) => ({
  provider: 'gitlab' as const,
  repository: { host, fullName: path_with_namespace, id },
  actorId,
});
