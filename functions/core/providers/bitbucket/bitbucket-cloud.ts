import type { Hook } from '../../configuration.ts';
import { digest } from '../../digest.ts';
import { branchRef, isCommit, tagRef } from '../../ref.ts';
import type { Parsed } from '../../repository-event.ts';
import type { EventType } from '../../vocabulary.ts';
import { lookUp } from '../look-up.ts';
import { pullRequestEvent, pushEvent } from '../payload/make-event.ts';
import { members } from '../payload/members.ts';
import {
  branch,
  commitId,
  fullName,
  ifAny,
  list,
  passed,
  passedId,
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

/** CodeBuild's ACTOR_ACCOUNT_ID is the Atlassian account id. Actors without one, such as access tokens, have a UUID. */
const account = passed(members({ account_id: passedId, uuid: passedId }));

const actor = (value: unknown): string => {
  const { account_id, uuid } = account(value) ?? {};
  return account_id ?? uuid ?? '';
};

const origin = { repository: members({ uuid: textId, full_name: fullName }), actor };

const push = members({ ...origin, push: members({ changes: list }) });

const changeKind = members({
  new: ifAny(members({ type: text })),
  old: passed(members({ name: passedText })),
});

const change = {
  what: 'a change of Bitbucket',
  needs: { name: ['new', 'name'], commit: ['new', 'target', 'hash'] },
  reader: members({
    new: members({ name: text, target: members({ hash: commitId, message: passedText }) }),
    old: passed(members({ target: members({ hash: passedCommit }) })),
  }),
} as const;

const FULL_REFS: Readonly<Record<string, (name: string) => string>> = {
  branch: branchRef,
  tag: tagRef,
  annotated_tag: tagRef,
};

/** One push can change several refs. The payload does not list the changed files. */
export const readPush = (payload: unknown, delivery: Delivery, hook: Hook): Parsed =>
  readPayload(payload, push, 'a push of Bitbucket', (read) => {
    const id = identity(delivery);
    const origin = originOf(read, hook);
    return readEach(read.push.changes, id, (each) =>
      readPayload(each, changeKind, change.what, ({ new: now, old }) => {
        if (!now) return ignored(`${quoted(old?.name ?? '')} was deleted.`);
        const fullRef = lookUp(FULL_REFS, now.type);
        if (!fullRef) return ignored(`${quoted(now.type)} is not a type of ref that starts builds.`);
        return readBuildable(each, change, ({ new: { name, target }, old }) =>
          readPayload(fullRef(name), pushedRef, 'a ref of Bitbucket', (ref) =>
            events(
              id,
              pushEvent(origin, {
                ref,
                commit: target.hash,
                before: old?.target.hash,
                commitMessage: target.message,
                changedFiles: 'unknown',
              }),
            ),
          ),
        );
      }),
    );
  });

const pullRequest = {
  what: 'a pull request of Bitbucket',
  needs: {
    'source commit': ['pullrequest', 'source', 'commit', 'hash'],
    'source branch': ['pullrequest', 'source', 'branch', 'name'],
    'destination branch': ['pullrequest', 'destination', 'branch', 'name'],
  },
  reader: members({
    ...origin,
    pullrequest: members({
      id: pullRequestNumber,
      source: members({
        branch: members({ name: branch }),
        /** Truncated to 12 digits. */
        commit: members({ hash: text }),
        /** Null if the fork no longer exists. */
        repository: ifAny(members({ uuid: textId })),
      }),
      destination: members({ branch: members({ name: branch }), repository: members({ uuid: textId }) }),
    }),
  }),
} as const;

export const readPullRequest = (eventType: EventType) => (payload: unknown, delivery: Delivery, hook: Hook) =>
  readBuildable(payload, pullRequest, (read) => {
    const { id, source, destination } = read.pullrequest;
    const { hash } = source.commit;
    const fork = source.repository?.uuid !== destination.repository.uuid;
    if (fork && !isCommit(hash)) return ignored('Bitbucket sends no full commit id for a pull request of a fork.');
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

/** The body does not contain the time of the push, so repeating the same push sends the same bytes again. */
const identity = ({ headers, body }: Delivery): string => digest(body, headers['x-request-uuid'] ?? '');

const originOf = (
  { repository: { uuid, full_name }, actor }: { repository: { uuid: string; full_name: string }; actor: string },
  { host }: Hook,
) => ({
  provider: 'bitbucket' as const,
  repository: { host, fullName: full_name, id: uuid },
  actorId: actor,
});
