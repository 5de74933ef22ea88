import * as v from 'valibot';
import type { Hook } from '../configuration.ts';
import { digest } from '../digest.ts';
import { branchRef, isCommit, tagRef } from '../ref.ts';
import type { Parsed } from '../repository-event.ts';
import type { EventType } from '../vocabulary.ts';
import { pullRequestEvent, pushEvent } from './make-event.ts';
import { branch, commitId, fullName, pullRequestNumber, pushedRef, textId } from './payload-fields.ts';
import type { Delivery } from './provider.ts';
import { events, ignored, readPayload } from './read-payload.ts';

const repository = v.object({ uuid: textId, full_name: fullName });

/** CodeBuild's ACTOR_ACCOUNT_ID is the Atlassian account id; what has none, such as an access token, has a UUID. */
const actor = v.pipe(
  v.object({ account_id: v.nullish(textId), uuid: v.nullish(textId) }),
  v.transform(({ account_id, uuid }) => account_id ?? uuid ?? ''),
);

const target = v.pipe(
  v.object({
    type: v.picklist(['branch', 'tag']),
    name: v.string(),
    target: v.object({ hash: commitId, message: v.optional(v.string()) }),
  }),
  v.transform(({ type, name, target }) => ({ ref: type === 'tag' ? tagRef(name) : branchRef(name), ...target })),
  v.object({ ref: pushedRef, hash: v.string(), message: v.optional(v.string()) }),
);

const push = v.object({
  repository,
  actor,
  push: v.object({ changes: v.array(v.object({ new: v.nullable(target), old: v.nullish(target) })) }),
});

/** One push may move several refs. Its files are not told. */
export const readPush = (payload: unknown, delivery: Delivery, hook: Hook): Parsed =>
  readPayload(payload, push, 'a push of Bitbucket', (read) => {
    const pushed = read.push.changes.flatMap(({ new: now, old }) =>
      now === null
        ? []
        : pushEvent(originOf(read, hook), {
            ref: now.ref,
            commit: now.hash,
            before: old?.hash,
            commitMessage: now.message,
            changedFiles: 'unknown',
          }),
    );
    return pushed.length === 0 ? ignored('Only deletes refs.') : events(identity(delivery), ...pushed);
  });

const pullRequest = v.object({
  repository,
  actor,
  pullrequest: v.object({
    id: pullRequestNumber,
    source: v.object({
      branch: v.object({ name: branch }),
      /** Cut to 12 digits; null when the branch is gone. */
      commit: v.nullish(v.object({ hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{7,64}$/)) })),
      /** Null when the fork is gone. */
      repository: v.nullish(repository),
    }),
    destination: v.object({ branch: v.object({ name: branch }), repository }),
  }),
});

export const readPullRequest = (eventType: EventType) => (payload: unknown, delivery: Delivery, hook: Hook) =>
  readPayload(payload, pullRequest, 'a pull request of Bitbucket', (read) => {
    const { id, source, destination } = read.pullrequest;
    const hash = source.commit?.hash ?? '';
    const fork = source.repository?.uuid !== destination.repository.uuid;
    if (fork && !isCommit(hash))
      return ignored("Bitbucket does not tell the whole commit id of a fork's pull request.");
    const event = pullRequestEvent(originOf(read, hook), {
      eventType,
      number: id,
      headRef: source.branch.name,
      baseRef: destination.branch.name,
      commit: isCommit(hash) ? hash : undefined,
      fork,
    });
    return events(identity(delivery), event);
  });

/** The body tells no time of the push, so that the same push made again sends the same bytes again. */
const identity = ({ headers, body }: Delivery): string => digest(body, headers['x-request-uuid'] ?? '');

const originOf = (
  { repository: { uuid, full_name }, actor }: Pick<v.InferOutput<typeof push>, 'repository' | 'actor'>,
  { host }: Hook,
) => ({
  provider: 'bitbucket' as const,
  repository: { host, fullName: full_name, id: uuid },
  actorId: actor,
});
