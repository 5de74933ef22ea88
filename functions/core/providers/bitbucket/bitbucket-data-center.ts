import type { Hook } from '../../configuration.ts';
import { digest } from '../../digest.ts';
import { isZeroCommit } from '../../ref.ts';
import type { Parsed } from '../../repository-event.ts';
import type { EventType } from '../../vocabulary.ts';
import { pullRequestEvent, pushEvent } from '../payload/make-event.ts';
import { members } from '../payload/members.ts';
import type { Read } from '../payload/reader.ts';
import {
  actor,
  commitId,
  ifAny,
  list,
  numericId,
  passed,
  passedCommit,
  passedText,
  pullRequestNumber,
  pushedRef,
  text,
  textId,
} from '../payload/payload-fields.ts';
import type { Delivery } from '../provider.ts';
import { readEach } from '../payload/read-each.ts';
import { events, ignored, quoted, readBuildable, readPayload } from '../payload/read-payload.ts';
import { signedTime } from '../payload/signed-time.ts';

const repository = members({ id: numericId, slug: textId, project: members({ key: textId }) });

const origin = {
  /** When the event happened. */
  date: passedText,
  actor,
};

const refsChanged = members({
  ...origin,
  repository,
  changes: list,
  /** The newest commit, since version 7.14. */
  toCommit: passed(members({ id: text, message: passedText })),
});

const changeKind = members({ ref: members({ id: text }), toHash: ifAny(text, '') });

const change = {
  what: 'a change of Bitbucket Data Center',
  needs: { commit: ['toHash'] },
  reader: members({ ref: members({ id: pushedRef }), fromHash: passedCommit, toHash: commitId }),
} as const;

/** One push can change several refs. The payload does not list the changed files. */
export const readRefsChanged = (payload: unknown, delivery: Delivery, hook: Hook): Parsed =>
  readPayload(payload, refsChanged, 'a push of Bitbucket Data Center', (read) => {
    const { date, actor, repository, changes, toCommit } = read;
    const id = identity(read, delivery);
    const from = originOf(repository, actor, hook);
    return readEach(changes, id, (each) =>
      readPayload(each, changeKind, change.what, ({ ref, toHash }) => {
        if (isZeroCommit(toHash)) return ignored(`${quoted(ref.id)} was deleted.`);
        return readBuildable(each, change, ({ ref, fromHash, toHash }) => {
          const commitMessage = toCommit?.id === toHash ? toCommit.message : undefined;
          const pushed = { ref: ref.id, commit: toHash, before: fromHash, pushedAt: signedTime(date), commitMessage };
          return events(id, pushEvent(from, { ...pushed, changedFiles: 'unknown' }));
        });
      }),
    );
  });

const pullRequest = {
  what: 'a pull request of Bitbucket Data Center',
  needs: {
    'head commit': ['pullRequest', 'fromRef', 'latestCommit'],
    'head branch': ['pullRequest', 'fromRef', 'id'],
    'base branch': ['pullRequest', 'toRef', 'id'],
  },
  reader: members({
    ...origin,
    pullRequest: members({
      id: pullRequestNumber,
      /** For a fork, the repository may no longer exist. */
      fromRef: members({ id: pushedRef, latestCommit: commitId, repository: ifAny(members({ id: numericId })) }),
      toRef: members({ id: pushedRef, repository }),
    }),
    previousFromHash: passedCommit,
  }),
} as const;

export const readServerPullRequest = (eventType: EventType) => (payload: unknown, delivery: Delivery, hook: Hook) =>
  readBuildable(payload, pullRequest, (read) => {
    const { id, fromRef, toRef } = read.pullRequest;
    const event = pullRequestEvent(originOf(toRef.repository, read.actor, hook), {
      eventType,
      number: id,
      headRef: fromRef.id,
      baseRef: toRef.id,
      commit: fromRef.latestCommit,
      before: read.previousFromHash,
      fork: fromRef.repository?.id !== toRef.repository.id,
    });
    return events(identity(read, delivery), event);
  });

/**
 * Two events never have the same date, while a replay does. Without a date, repeating the same push sends the same
 * bytes again.
 */
const identity = ({ date }: { readonly date?: string | undefined }, { headers, body }: Delivery): string =>
  date ? digest(body) : digest(body, headers['x-request-id'] ?? '');

/** The name as in the clone URL: https://git.acme.io/scm/acme/web.git */
const originOf = ({ id, slug, project }: Read<typeof repository>, actor: { readonly id: string }, { host }: Hook) => ({
  provider: 'bitbucket' as const,
  repository: { host, fullName: `scm/${project.key}/${slug}`, id },
  actorId: actor.id,
});
