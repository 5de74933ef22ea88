import * as v from 'valibot';
import { isZeroCommit } from '../../ref.ts';
import type { Parsed } from '../../repository-event.ts';
import { ignored, quoted, readPayload } from './read-payload.ts';

/** `deleted` is GitHub's. */
const kind = v.object({ ref: v.string(), after: v.nullish(v.string(), ''), deleted: v.optional(v.unknown()) });

/** Reads a push of GitHub, GitLab or Gitea as `read` does, unless it deletes its ref: then the rest of it does not matter. */
export const readUnlessDeleted = (payload: unknown, what: string, read: () => Parsed): Parsed =>
  readPayload(payload, kind, what, ({ ref, after, deleted }) =>
    deleted === true || isZeroCommit(after) ? ignored(`${quoted(ref)} was deleted.`) : read(),
  );
