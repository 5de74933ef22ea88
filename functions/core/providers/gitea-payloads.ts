import * as v from 'valibot';
import type { Hook } from '../configuration.ts';
import { branchRef, isZeroCommit } from '../ref.ts';
import type { Parsed } from '../repository-event.ts';
import type { EventType } from '../vocabulary.ts';
import { lookUp } from './look-up.ts';
import { pullRequestEvent, pushEvent, releaseEvent } from './make-event.ts';
import { branch, commitId, fullName, numericId, pullRequestNumber, pushedRef, tag } from './payload-fields.ts';
import { changedFiles, pushedCommits } from './pushed-commits.ts';
import { events, ignored, quoted, readPayload } from './read-payload.ts';

/** https://github.com/go-gitea/gitea/blob/main/modules/structs/hook.go */

const origin = {
  repository: v.object({ id: numericId, full_name: fullName }),
  sender: v.object({ id: numericId }),
};

const push = v.object({
  ...origin,
  ref: pushedRef,
  before: commitId,
  after: commitId,
  commits: v.nullish(pushedCommits, []),
  /** Not sent by Gogs. */
  total_commits: v.optional(v.pipe(v.number(), v.safeInteger())),
  head_commit: v.nullish(v.object({ id: v.string(), message: v.string() })),
});

export const readPush = (payload: unknown, hook: Hook, identity: string): Parsed =>
  readPayload(payload, push, 'a push of Gitea', (read) => {
    const { ref, before, after, commits, total_commits, head_commit } = read;
    if (isZeroCommit(after)) return ignored(`${ref} was deleted.`);
    // The list is cut after a few commits, which the administrator sets, and empty for a branch that was moved back.
    const whole = total_commits === commits.length && commits.length > 0 && !isZeroCommit(before);
    const event = pushEvent(originOf(read, hook), {
      ref,
      commit: after,
      before,
      commitMessage: [head_commit, ...commits].find((commit) => commit?.id === after)?.message,
      changedFiles: whole ? changedFiles(commits) : 'unknown',
    });
    return events(identity, event);
  });

const created = v.object({ ...origin, ref: v.string(), ref_type: v.string(), sha: v.optional(commitId) });

/** Gogs tells a new tag so, and not as a push. */
export const readCreatedTag = (payload: unknown, hook: Hook, identity: string): Parsed =>
  readPayload(payload, created, 'a created ref of Gogs', (read) => {
    const { ref, ref_type, sha } = read;
    if (ref_type !== 'tag') return ignored('A new branch is told as a push, too.');
    if (sha === undefined) return ignored('This version of Gogs does not tell the commit of a tag.');
    return readPayload(ref, tag, 'a created tag of Gogs', (ref) =>
      events(identity, pushEvent(originOf(read, hook), { ref, commit: sha, changedFiles: 'unknown' })),
    );
  });

const pullRequest = v.object({
  ...origin,
  action: v.string(),
  number: pullRequestNumber,
  pull_request: v.object({
    merged: v.nullish(v.boolean()),
    /** Not sent by Gogs. */
    head: v.optional(v.object({ ref: branch, sha: commitId, repo_id: v.number() })),
    base: v.optional(v.object({ ref: branch, repo_id: v.number() })),
  }),
});

const ACTIONS: Readonly<Record<string, EventType>> = {
  opened: 'PULL_REQUEST_CREATED',
  synchronized: 'PULL_REQUEST_UPDATED',
  reopened: 'PULL_REQUEST_REOPENED',
  closed: 'PULL_REQUEST_CLOSED',
};

export const readPullRequest = (payload: unknown, hook: Hook, identity: string): Parsed =>
  readPayload(payload, pullRequest, 'a pull request of Gitea', (read) => {
    const { action, number } = read;
    const { merged, head, base } = read.pull_request;
    const eventType = lookUp(ACTIONS, action);
    if (!eventType) return ignored(`A pull request that was ${quoted(action)} starts no builds.`);
    if (!head || !base) return ignored('Gogs does not tell the commit of a pull request.');
    const event = pullRequestEvent(originOf(read, hook), {
      eventType: eventType === 'PULL_REQUEST_CLOSED' && merged ? 'PULL_REQUEST_MERGED' : eventType,
      number,
      headRef: head.ref,
      baseRef: base.ref,
      commit: head.sha,
      // What was pushed to refs/for/main (AGit) is on no branch, and whoever may read the repository may push it.
      fork: head.repo_id !== base.repo_id || head.ref.startsWith(branchRef('refs/')),
    });
    return events(identity, event);
  });

/** The commit of the tag is not told: `target_commitish` is where the tag would have been made, had there been none. */
const release = v.object({
  ...origin,
  action: v.string(),
  release: v.object({ tag_name: tag, name: v.nullish(v.string()), prerelease: v.optional(v.boolean(), false) }),
});

export const readRelease = (payload: unknown, hook: Hook, identity: string): Parsed =>
  readPayload(payload, release, 'a release of Gitea', (read) => {
    const { tag_name, name, prerelease } = read.release;
    if (read.action !== 'published') return ignored(`A release that was ${quoted(read.action)} starts no builds.`);
    const eventType = prerelease ? 'PRERELEASED' : 'RELEASED';
    return events(identity, releaseEvent(originOf(read, hook), { eventType, ref: tag_name, name }));
  });

const originOf = (
  { repository, sender }: { repository: { id: string; full_name: string }; sender: { id: string } },
  { host }: Hook,
) => ({
  provider: 'gitea' as const,
  repository: { host, fullName: repository.full_name, id: repository.id },
  actorId: sender.id,
});
