import * as v from 'valibot';
import { commit, fullRef, text } from '../message-fields.ts';
import { EVENT_TYPES, TIERS } from '../vocabulary.ts';

/** A repository's name as part of a URL's path: it leads to no other one. */
const fullName = v.pipe(
  text,
  v.check((name) => name.split('/').every((part) => !/^\.{0,2}$/.test(part)), "is not a repository's name"),
);

/** Where the statuses of a start go, and what the start was of. Kept with the ledger's entry, before StartBuild. */
export const Target = v.object({
  /** CodeBuild's project. */
  project: text,
  /** Whose credential is used. */
  hook: text,
  host: text,
  fullName,
  repositoryId: text,
  ref: fullRef,
  /** The head branch of a pull request. */
  headRef: v.optional(fullRef),
  /** Absent until CodeBuild has resolved it. */
  commit: v.optional(commit),
  /** Absent for a start through the API. */
  eventType: v.optional(v.picklist(EVENT_TYPES)),
  fork: v.boolean(),
  tier: v.picklist(TIERS),
  /** The verdict's. */
  reason: v.optional(text),
  context: text,
  /** The project's own link. */
  link: v.optional(text),
});
export type Target = v.InferOutput<typeof Target>;
