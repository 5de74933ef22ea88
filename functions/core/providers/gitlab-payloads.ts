import * as v from 'valibot';
import type { Hook } from '../configuration.ts';
import { isZeroCommit } from '../ref.ts';
import type { Parsed } from '../repository-event.ts';
import type { EventType } from '../vocabulary.ts';
import { lookUp } from './look-up.ts';
import { pullRequestEvent, pushEvent, releaseEvent } from './make-event.ts';
import { branch, commitId, fullName, numericId, pullRequestNumber, pushedRef, tag } from './payload-fields.ts';
import { changedFiles, pushedCommits } from './pushed-commits.ts';
import { events, ignored, quoted, readPayload } from './read-payload.ts';

const project = v.object({ id: numericId, path_with_namespace: fullName });

/** Of a branch, or of a tag, which CodeBuild's own webhooks do not know. */
const push = v.object({
  project,
  user_id: numericId,
  ref: pushedRef,
  before: commitId,
  after: commitId,
  checkout_sha: v.nullish(commitId),
  commits: pushedCommits,
  total_commits_count: v.pipe(v.number(), v.safeInteger()),
});

export const readPush = (payload: unknown, hook: Hook, identity: string): Parsed =>
  readPayload(payload, push, 'a push of GitLab', (read) => {
    const { ref, before, after, checkout_sha, commits, total_commits_count } = read;
    if (isZeroCommit(after)) return ignored(`${ref} was deleted.`);
    // Of an annotated tag, `after` is the tag's own id.
    const commit = checkout_sha ?? after;
    // GitLab tells the newest 20 commits, and none of a branch that was moved back.
    const cut = isZeroCommit(before) || commits.length === 0 || total_commits_count > commits.length;
    const event = pushEvent(originOf(read.project, read.user_id, hook), {
      ref,
      commit,
      before,
      commitMessage: commits.find(({ id }) => id === commit)?.message,
      changedFiles: cut ? 'unknown' : changedFiles(commits),
    });
    return events(identity, event);
  });

const mergeRequest = v.object({
  project,
  /** Old versions tell no id. */
  user: v.object({ id: v.optional(numericId) }),
  object_attributes: v.object({
    iid: pullRequestNumber,
    /** Absent where a merge request is told of for another reason. */
    action: v.optional(v.string(), ''),
    /** The head before an update; absent where the update moved no head. */
    oldrev: v.optional(commitId),
    source_branch: branch,
    target_branch: branch,
    /** Null when the fork is gone. */
    source_project_id: v.nullish(numericId),
    target_project_id: numericId,
    last_commit: v.object({ id: commitId, message: v.string() }),
  }),
});

const ACTIONS: Readonly<Record<string, EventType>> = {
  open: 'PULL_REQUEST_CREATED',
  update: 'PULL_REQUEST_UPDATED',
  reopen: 'PULL_REQUEST_REOPENED',
  close: 'PULL_REQUEST_CLOSED',
  merge: 'PULL_REQUEST_MERGED',
};

export const readMergeRequest = (payload: unknown, hook: Hook, identity: string): Parsed =>
  readPayload(payload, mergeRequest, 'a merge request of GitLab', (read) => {
    const { iid, action, oldrev, source_branch, target_branch, ...rest } = read.object_attributes;
    const eventType = lookUp(ACTIONS, action);
    if (!eventType) return ignored(`The action ${quoted(action)} of a merge request starts no builds.`);
    if (eventType === 'PULL_REQUEST_UPDATED' && oldrev === undefined) {
      return ignored('The merge request was edited, its commits are the same.');
    }
    const event = pullRequestEvent(originOf(read.project, read.user.id ?? '', hook), {
      eventType,
      number: iid,
      headRef: source_branch,
      baseRef: target_branch,
      commit: rest.last_commit.id,
      before: oldrev,
      commitMessage: rest.last_commit.message,
      fork: rest.source_project_id !== rest.target_project_id,
    });
    return events(identity, event);
  });

const release = v.object({
  project,
  action: v.string(),
  tag,
  name: v.nullish(v.string()),
  commit: v.object({ id: commitId, message: v.string() }),
});

export const readRelease = (payload: unknown, hook: Hook, identity: string): Parsed =>
  readPayload(payload, release, 'a release of GitLab', (read) => {
    const { action, tag, name, commit } = read;
    // CodeBuild's RELEASED is both: https://docs.aws.amazon.com/codebuild/latest/userguide/gitlab-webhook.html
    if (action !== 'create' && action !== 'update') {
      return ignored(`The action ${quoted(action)} of a release starts no builds.`);
    }
    // A release's payload names no account.
    const event = releaseEvent(originOf(read.project, '', hook), {
      eventType: 'RELEASED',
      ref: tag,
      name,
      commit: commit.id,
      commitMessage: commit.message,
    });
    return events(identity, event);
  });

const originOf = ({ id, path_with_namespace }: v.InferOutput<typeof project>, actorId: string, { host }: Hook) => ({
  provider: 'gitlab' as const,
  repository: { host, fullName: path_with_namespace, id },
  actorId,
});
