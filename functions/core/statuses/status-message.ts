import * as v from 'valibot';
import { asciiJson } from '../ascii-json.ts';
import { RANK } from '../builds/build-record.ts';
import { digest } from '../digest.ts';
import { commit, text } from '../message-fields.ts';
import { readVersioned, type ReadVersioned } from '../read-versioned.ts';
import { COMMIT_STATES } from '../vocabulary.ts';
import { Target } from './target.ts';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** The status that a commit should show; the whole content of a message to `report`. */
const message = v.object({
  v: v.literal(1),
  target: v.object({ ...Target.entries, commit }),
  state: v.picklist(COMMIT_STATES),
  /** The build's number; 0 without a build. */
  number: count,
  /** As in a build's record. Without a build: `RANK.queued` if it can still become one, otherwise `RANK.ended`. */
  rank: v.picklist(Object.values(RANK)),
  /** Not yet truncated to the host's limit. */
  description: text,
  /** The URL that it links to. */
  url: v.optional(text),
});
export type StatusMessage = v.InferOutput<typeof message>;

/**
 * One message group per commit, since GitLab locks per commit. A status that is sent twice within five minutes becomes
 * one message.
 */
export function writeStatusMessage(status: StatusMessage) {
  const { host, fullName, commit } = status.target;
  const body = asciiJson(status);
  return { body, groupId: digest(host, fullName.toLowerCase(), commit), deduplicationId: digest(body) };
}

/** @returns the status, or why the body is not one */
export const readStatusMessage = (body: string): ReadVersioned<StatusMessage> =>
  readVersioned(body, message, 'a status');
