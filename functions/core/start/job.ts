import * as v from 'valibot';
import { asciiJson } from '../ascii-json.ts';
import { digest } from '../digest.ts';
import { commit, fullRef, MOST_CHARACTERS, text } from '../message-fields.ts';
import { readVersioned, type ReadVersioned } from '../read-versioned.ts';
import { refKind, shortRef } from '../ref.ts';
import type { RepositoryEvent } from '../repository-event.ts';
import { EVENT_TYPES, PROVIDERS } from '../vocabulary.ts';

/**
 * One build that one verified event asks for. A job is the whole content of a queue message, and has at most a few KB
 * whatever the payload's size. `v` is the version of the message, since its reader may be older or newer than its
 * writer.
 */
const fields = v.object({
  v: v.literal(1),
  /** Identifies the event uniquely for this project and ref: each key starts one build. */
  ledgerKey: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  hook: text,
  provider: v.picklist(PROVIDERS),
  /** The host's own id of the delivery, for people and logs; it is not signed. */
  deliveryId: text,
  /** Milliseconds since 1970. */
  receivedAt: v.pipe(v.number(), v.safeInteger()),
  project: text,
  eventType: v.picklist(EVENT_TYPES),
  repository: v.object({ host: text, fullName: text, id: text }),
  ref: fullRef,
  /** The ref to build if the event has no commit. */
  headRef: fullRef,
  baseRef: v.optional(fullRef),
  /** Absent where the host sends only the tag of a release, or the branch of a pull request. */
  commit: v.optional(commit),
  previousCommit: v.optional(commit),
  /** When the host received the push, from the signed data, in milliseconds since 1970. */
  pushedAt: v.optional(v.pipe(v.number(), v.safeInteger())),
  /** CodeBuild's CODEBUILD_WEBHOOK_TRIGGER: "branch/main", "tag/v1", "pr/7". */
  trigger: text,
  actorId: text,
  /** The verdict's reason. */
  reason: v.optional(text),
  /** Whether the event belongs to a pull request from a fork. */
  fork: v.optional(v.boolean()),
  /** The id of the fork, where its host shows statuses there. */
  headRepositoryId: v.optional(text),
});
const job = v.pipe(
  fields,
  v.check(
    ({ ref, headRef, commit }) => headRef === ref || commit !== undefined || refKind(ref) === 'pull request',
    'headRef is not the ref, but there is no commit',
  ),
  v.check(({ ref, trigger }) => trigger === triggerOf(ref), 'trigger is not that of the ref'),
);
export type Job = v.InferOutput<typeof job>;

export interface Received {
  readonly hook: string;
  readonly deliveryId: string;
  readonly receivedAt: number;
  /** As in `Parsed`. */
  readonly identity: string;
}

export function makeJob(
  event: RepositoryEvent,
  project: string,
  { hook, deliveryId, receivedAt, identity }: Received,
  reason?: string,
): Job {
  const {
    provider,
    eventType,
    repository,
    ref,
    headRef,
    baseRef,
    commit,
    previousCommit,
    pushedAt,
    actorId,
    fork,
    headRepositoryId,
  } = event;
  return {
    v: 1,
    ledgerKey: digest(hook, project, ref, identity),
    hook,
    provider,
    deliveryId: deliveryId.slice(0, 200),
    receivedAt,
    project,
    eventType,
    repository: { host: repository.host, fullName: repository.fullName, id: repository.id },
    ref,
    headRef,
    ...(baseRef !== undefined && { baseRef }),
    ...(commit !== undefined && { commit }),
    ...(previousCommit !== undefined && { previousCommit }),
    ...(pushedAt !== undefined && { pushedAt }),
    trigger: triggerOf(ref),
    actorId,
    ...(reason !== undefined && { reason: reason.slice(0, MOST_CHARACTERS) }),
    fork,
    ...(headRepositoryId !== undefined && { headRepositoryId }),
  };
}

function triggerOf(ref: string): string {
  const kind = refKind(ref);
  if (kind === 'pull request') return shortRef(ref).replace(/^pull\/(\d+)\/head$/, 'pr/$1');
  return `${kind === 'tag' ? 'tag' : 'branch'}/${shortRef(ref)}`;
}

/** The FIFO message of a job. `requestId` is the HTTP request's: only the ledger decides what is a duplicate. */
export function writeMessage(job: Job, requestId: string) {
  return {
    body: asciiJson(job),
    groupId: digest(job.project, job.ref),
    deduplicationId: digest(requestId, job.project, job.ref),
  };
}

export type ReadMessage = { readonly job: Job } | Exclude<ReadVersioned<Job>, { readonly message: Job }>;

/** @returns the job, or why the body is not a job */
export function readMessage(body: string): ReadMessage {
  const read = readVersioned(body, job, 'a job');
  return 'message' in read ? { job: read.message } : read;
}
