import * as v from 'valibot';
import { branchRef, isCommit, refKind, tagRef } from '../ref.ts';

/** The fields that every host's payloads have in common. */

export const commitId = v.pipe(v.string(), v.check(isCommit, 'is not a commit id of 40 or 64 hex digits'));

/** An id that the host counts up, as text: names may change hands, ids do not. */
export const numericId = v.pipe(
  v.number(),
  v.safeInteger(),
  v.minValue(1),
  v.transform((id) => String(id)),
);

/** An id that is text with the host. */
export const textId = v.pipe(v.string(), v.nonEmpty(), v.maxLength(200));

export const pullRequestNumber = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

/** Of a repository. */
export const fullName = v.pipe(v.string(), v.nonEmpty(), v.maxLength(500));

/** "main", as the full ref. */
export const branch = v.pipe(
  v.string(),
  v.transform(branchRef),
  v.check((ref) => refKind(ref) === 'branch', 'is not a name that Git allows for a branch'),
);

/** "v1", as the full ref. */
export const tag = v.pipe(
  v.string(),
  v.transform(tagRef),
  v.check((ref) => refKind(ref) === 'tag', 'is not a name that Git allows for a tag'),
);

/** A branch or a tag, in full. */
export const pushedRef = v.pipe(
  v.string(),
  v.check((ref) => {
    const kind = refKind(ref);
    return kind === 'branch' || kind === 'tag';
  }, 'is neither a branch nor a tag in full'),
);
