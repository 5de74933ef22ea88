import * as v from 'valibot';
import { branchRef, isCommit, refKind, tagRef } from '../../ref.ts';

/** The fields that every host's payloads have in common. First those that decide what is built: one that is wrong is an error. */

export const commitId = v.pipe(v.string(), v.check(isCommit, 'is not a commit id of 40 or 64 hex digits'));

/** Where a host may know none: null, an empty string, or absent. */
export const commitIfAny = v.nullish(v.union([v.literal(''), commitId]));

const wellFormed = v.check<string, string>((text) => !/\p{Cs}/u.test(text), 'holds half a surrogate pair');

/** The id of a repository or project that the host counts up, as text: names may change hands, ids do not. */
export const numericId = v.pipe(
  v.number(),
  v.safeInteger(),
  v.minValue(1),
  v.transform((id) => String(id)),
);

/** An id that is text with the host. */
export const textId = v.pipe(v.string(), v.nonEmpty(), v.maxLength(200), wellFormed);

export const pullRequestNumber = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

/** Of a repository. */
export const fullName = v.pipe(v.string(), v.nonEmpty(), v.maxLength(500), wellFormed);

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

/** What happened to a pull request or release; empty where the payload does not name it. */
export const action = v.nullish(v.string(), '');

/** Now those that are only passed on: one that is wrong counts as absent, and the build starts without it. */

export const passedText = v.fallback(v.optional(v.string()), undefined);

export const passedCommit = v.fallback(v.optional(commitId), undefined);

/** The commit that a push of GitHub or Gitea moves its ref to: of an annotated tag, the tagged one. */
export const passedHead = v.fallback(v.nullish(v.object({ id: commitIfAny, message: passedText })), undefined);

/** Of an account, for filters. The hosts' own accounts have ids like no user's: gitea-actions is -2, and a deleted user -1. */
export const actorId = v.fallback(
  v.union([
    v.pipe(
      v.number(),
      v.safeInteger(),
      v.transform((id) => String(id)),
    ),
    textId,
  ]),
  '',
);

export const actor = v.fallback(v.object({ id: actorId }), { id: '' });
