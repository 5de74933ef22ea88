import * as v from 'valibot';
import { asciiJson } from '../ascii-json.ts';
import { RANK } from '../builds/build-record.ts';
import { digest } from '../digest.ts';
import { commit, text } from '../message-fields.ts';
import { readVersioned, type ReadVersioned } from '../read-versioned.ts';
import { COMMIT_STATES } from '../vocabulary.ts';
import { Target } from './target.ts';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** What a commit is to be shown: all that a message to `report` holds. */
const message = v.object({
  v: v.literal(1),
  target: v.object({ ...Target.entries, commit }),
  state: v.picklist(COMMIT_STATES),
  /** The build's; 0 where there is none. */
  number: count,
  /** As a build's record has it. Without a build, `RANK.queued` for what may still become one, else `RANK.ended`. */
  rank: v.picklist(Object.values(RANK)),
  /** Not yet cut to what the host takes. */
  description: text,
  /** Where it leads. */
  url: v.optional(text),
});
export type StatusMessage = v.InferOutput<typeof message>;

/** One group a commit: GitLab locks by commit. What is sent twice within five minutes is one message. */
export function writeStatusMessage(status: StatusMessage) {
  const { host, fullName, commit } = status.target;
  const body = asciiJson(status);
  return { body, groupId: digest(host, fullName.toLowerCase(), commit), deduplicationId: digest(body) };
}

/** @returns the status, or why the message's body is none */
export const readStatusMessage = (body: string): ReadVersioned<StatusMessage> =>
  readVersioned(body, message, 'a status');
