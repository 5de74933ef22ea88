import type { Hook } from '../../configuration.ts';
import { isZeroCommit, pullRequestRef, refKind } from '../../ref.ts';
import type { Parsed } from '../../repository-event.ts';
import type { EventType } from '../../vocabulary.ts';
import { lookUp } from '../look-up.ts';
import { pullRequestEvent, pushEvent, releaseEvent } from '../payload/make-event.ts';
import { members } from '../payload/members.ts';
import {
  actor,
  anything,
  boolean,
  branch,
  commitId,
  fullName,
  ifAny,
  numericId,
  passedCommit,
  passedHead,
  passedText,
  pullRequestNumber,
  pushedRef,
  tag,
  text,
  withAction,
} from '../payload/payload-fields.ts';
import { changedFiles, messageOf, pushedCommits } from '../payload/pushed-commits.ts';
import { events, ignored, quoted, readBuildable, readPayload } from '../payload/read-payload.ts';
import { readUnlessDeleted } from '../payload/read-unless-deleted.ts';

/** https://github.com/go-gitea/gitea/blob/main/modules/structs/hook.go */

const origin = { repository: members({ id: numericId, full_name: fullName }), sender: actor };

const push = {
  what: 'a push of Gitea',
  needs: { 'pushed commit': ['after'] },
  reader: members({
    ...origin,
    ref: pushedRef,
    before: passedCommit,
    after: commitId,
    commits: pushedCommits,
    /** Missing in Gogs. */
    total_commits: anything,
    head_commit: passedHead,
  }),
} as const;

export const readPush = (payload: unknown, hook: Hook, identity: string): Parsed =>
  readUnlessDeleted(payload, push.what, () =>
    readBuildable(payload, push, (read) => {
      const { ref, before, after, commits, total_commits, head_commit } = read;
      // For an annotated tag, `after` is the tag's own id.
      const commit = (refKind(ref) === 'tag' && head_commit?.id) || after;
      // The list is truncated after a few commits (an administrator's setting), and empty for a branch that was moved
      // back.
      const isWhole = before !== undefined && !isZeroCommit(before) && total_commits === commits.length;
      const event = pushEvent(originOf(read, hook), {
        ref,
        commit,
        before,
        commitMessage: head_commit?.id === commit ? head_commit.message : messageOf(commits, commit),
        changedFiles: isWhole ? changedFiles(commits) : 'unknown',
      });
      return events(identity, event);
    }),
  );

const createdKind = members({ ref_type: text });

const created = {
  what: 'a created tag of Gogs',
  needs: { tag: ['ref'], commit: ['sha'] },
  reader: members({ ...origin, ref: tag, sha: commitId }),
} as const;

/** Gogs reports a new tag with this event instead of a push. Its older versions do not send the commit. */
export const readCreatedTag = (payload: unknown, hook: Hook, identity: string): Parsed =>
  readPayload(payload, createdKind, created.what, ({ ref_type }) =>
    ref_type === 'tag'
      ? readBuildable(payload, created, (read) => {
          const { ref, sha } = read;
          return events(identity, pushEvent(originOf(read, hook), { ref, commit: sha, changedFiles: 'unknown' }));
        })
      : ignored('A new branch is ignored here, since its push starts the builds.'),
  );

const pullRequest = {
  what: 'a pull request of Gitea',
  /** Gogs sends neither head nor base. Gitea sends no commit if the fork no longer exists. */
  needs: {
    'head commit': ['pull_request', 'head', 'sha'],
    'head branch': ['pull_request', 'head', 'ref'],
    'base branch': ['pull_request', 'base', 'ref'],
  },
  reader: members({
    ...origin,
    number: pullRequestNumber,
    pull_request: members({
      merged: ifAny(boolean),
      head: members({ ref: text, label: passedText, sha: commitId, repo_id: anything }),
      base: members({ ref: branch, repo_id: anything }),
    }),
  }),
} as const;

const ACTIONS: Readonly<Record<string, EventType>> = {
  opened: 'PULL_REQUEST_CREATED',
  synchronized: 'PULL_REQUEST_UPDATED',
  reopened: 'PULL_REQUEST_REOPENED',
  closed: 'PULL_REQUEST_CLOSED',
};

export const readPullRequest = (payload: unknown, hook: Hook, identity: string): Parsed =>
  readPayload(payload, withAction, pullRequest.what, ({ action }) => {
    const eventType = lookUp(ACTIONS, action);
    if (!eventType) return ignored(`The pull request action ${quoted(action)} starts no builds.`);
    return readBuildable(payload, pullRequest, (read) => {
      const { merged, head, base } = read.pull_request;
      return readPayload(headBranch(read.number, head), branch, 'a head branch of Gitea', (headRef) => {
        const event = pullRequestEvent(originOf(read, hook), {
          eventType: eventType === 'PULL_REQUEST_CLOSED' && merged ? 'PULL_REQUEST_MERGED' : eventType,
          number: read.number,
          headRef,
          baseRef: base.ref,
          commit: head.sha,
          fork: typeof head.repo_id !== 'number' || head.repo_id !== base.repo_id || isAgit(head),
        });
        return events(identity, event);
      });
    });
  });

interface Head {
  readonly ref: string;
  readonly label?: string | undefined;
}

/**
 * `ref` is the head branch, or `refs/pull/2/head` if the branch no longer exists; `label` still names the branch then.
 * https://github.com/go-gitea/gitea/blob/main/services/convert/pull.go
 */
const headBranch = (number: number, { ref, label }: Head): string =>
  ref === pullRequestRef(number) && label ? label : ref;

/**
 * A push to refs/for/main (AGit) opens a pull request without a branch or a label, and its head repository is the base
 * repository. It can still be from a stranger: everyone who can read the repository can push to refs/for.
 */
const isAgit = ({ ref, label }: Head): boolean => ref.startsWith('refs/') && !label;

/** The tag's commit is not sent: `target_commitish` is where the tag would have been created if it had not existed. */
const release = {
  what: 'a release of Gitea',
  needs: { tag: ['release', 'tag_name'] },
  reader: members({
    ...origin,
    release: members({ tag_name: tag, name: passedText, prerelease: ifAny(boolean, false) }),
  }),
} as const;

export const readRelease = (payload: unknown, hook: Hook, identity: string): Parsed =>
  readPayload(payload, withAction, release.what, ({ action }) => {
    if (action !== 'published') return ignored(`The release action ${quoted(action)} starts no builds.`);
    return readBuildable(payload, release, (read) => {
      const { tag_name, name, prerelease } = read.release;
      const eventType = prerelease ? 'PRERELEASED' : 'RELEASED';
      return events(identity, releaseEvent(originOf(read, hook), { eventType, ref: tag_name, name }));
    });
  });

const originOf = (
  { repository, sender }: { repository: { id: string; full_name: string }; sender: { id: string } },
  { host }: Hook,
) => ({
  provider: 'gitea' as const,
  repository: { host, fullName: repository.full_name, id: repository.id },
  actorId: sender.id,
});
