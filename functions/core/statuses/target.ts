import * as v from 'valibot';
import { commit, fullRef, text } from '../message-fields.ts';
import { EVENT_TYPES, TIERS } from '../vocabulary.ts';

/** A repository's full name, safe as part of a URL path: it cannot lead to another repository. */
const fullName = v.pipe(
  text,
  v.check((name) => name.split('/').every((part) => !/^\.{0,2}$/.test(part)), "is not a repository's name"),
);

/** Where the statuses of a start are sent, and what was started. Stored with the ledger's entry, before StartBuild. */
export const Target = v.object({
  /** The name of the CodeBuild project. */
  project: text,
  /** The hook whose credential is used. */
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
  /** The reason in the verdict. */
  reason: v.optional(text),
  context: text,
  /** The project's own link. */
  link: v.optional(text),
});
export type Target = v.InferOutput<typeof Target>;
