import { isZeroCommit } from '../../ref.ts';
import type { Parsed } from '../../repository-event.ts';
import { members } from './members.ts';
import { anything, ifAny, text } from './payload-fields.ts';
import { ignored, quoted, readPayload } from './read-payload.ts';

/** Only GitHub sends `deleted`. */
const kind = members({ ref: text, after: ifAny(text, ''), deleted: anything });

/** Reads a push of GitHub, GitLab or Gitea with `read`, unless it deletes its ref: then the rest does not matter. */
export const readUnlessDeleted = (payload: unknown, what: string, read: () => Parsed): Parsed =>
  readPayload(payload, kind, what, ({ ref, after, deleted }) =>
    deleted === true || isZeroCommit(after) ? ignored(`${quoted(ref)} was deleted.`) : read(),
  );
