import * as v from 'valibot';
import type { Hook } from '../configuration.ts';
import { digest } from '../digest.ts';
import { isZeroCommit } from '../ref.ts';
import type { Parsed } from '../repository-event.ts';
import type { EventType } from '../vocabulary.ts';
import { pullRequestEvent, pushEvent } from './make-event.ts';
import { commitId, numericId, pullRequestNumber, pushedRef, textId } from './payload-fields.ts';
import type { Delivery } from './provider.ts';
import { events, ignored, readPayload } from './read-payload.ts';
import { signedTime } from './signed-time.ts';

const repository = v.object({ id: numericId, slug: textId, project: v.object({ key: textId }) });

const origin = {
  /** When it happened: two events never have the same bytes, and a replay does. */
  date: v.pipe(v.string(), v.nonEmpty()),
  actor: v.object({ id: numericId }),
};

const refsChanged = v.object({
  ...origin,
  repository,
  changes: v.array(v.object({ ref: v.object({ id: pushedRef }), fromHash: commitId, toHash: commitId })),
  /** The newest commit, since version 7.14. */
  toCommit: v.optional(v.object({ id: v.string(), message: v.string() })),
});

/** One push may move several refs. Its files are not told. */
export const readRefsChanged = (payload: unknown, { body }: Delivery, hook: Hook): Parsed =>
  readPayload(payload, refsChanged, 'a push of Bitbucket Data Center', (read) => {
    const { date, actor, repository, changes, toCommit } = read;
    const pushed = changes
      .filter(({ toHash }) => !isZeroCommit(toHash))
      .map(({ ref, fromHash, toHash }) =>
        pushEvent(originOf(repository, actor, hook), {
          ref: ref.id,
          commit: toHash,
          before: fromHash,
          pushedAt: signedTime(date),
          commitMessage: toCommit?.id === toHash ? toCommit.message : undefined,
          changedFiles: 'unknown',
        }),
      );
    return pushed.length === 0 ? ignored('Only deletes refs.') : events(digest(body), ...pushed);
  });

const end = v.object({ id: pushedRef, latestCommit: commitId, repository });

const pullRequest = v.object({
  ...origin,
  pullRequest: v.object({ id: pullRequestNumber, fromRef: end, toRef: end }),
  previousFromHash: v.optional(commitId),
});

export const readServerPullRequest =
  (eventType: EventType) =>
  (payload: unknown, { body }: Delivery, hook: Hook) =>
    readPayload(payload, pullRequest, 'a pull request of Bitbucket Data Center', (read) => {
      const { id, fromRef, toRef } = read.pullRequest;
      const event = pullRequestEvent(originOf(toRef.repository, read.actor, hook), {
        eventType,
        number: id,
        headRef: fromRef.id,
        baseRef: toRef.id,
        commit: fromRef.latestCommit,
        before: read.previousFromHash,
        fork: fromRef.repository.id !== toRef.repository.id,
      });
      return events(digest(body), event);
    });

/** The name as the clone URL has it: https://git.acme.io/scm/acme/web.git */
const originOf = (
  { id, slug, project }: v.InferOutput<typeof repository>,
  actor: { readonly id: string },
  { host }: Hook,
) => ({
  provider: 'bitbucket' as const,
  repository: { host, fullName: `scm/${project.key}/${slug}`, id },
  actorId: actor.id,
});
