import type { EventType, Provider } from './vocabulary.ts';

/** The event that a delivery reports, in the same form for every Git host. */
export interface RepositoryEvent {
  readonly provider: Provider;
  readonly eventType: EventType;
  readonly repository: {
    /** The hook's host from the configuration, never from the payload. */
    readonly host: string;
    readonly fullName: string;
    /**
     * The host's own id of the repository. A repository that is registered again under the same name has
     * another id.
     */
    readonly id: string;
  };
  /** The full ref that the build belongs to; for a pull request of any host, `refs/pull/{n}/head`. */
  readonly ref: string;
  /** The text that a HEAD_REF filter matches: the ref, or the head branch of a pull request. */
  readonly headRef: string;
  /** The branch that a pull request targets. */
  readonly baseRef?: string;
  /**
   * 40 or 64 lower-case hex digits. Absent where the payload does not contain the full id; always present for a push.
   */
  readonly commit?: string;
  /** The ref's commit before the push; absent where the ref is new. */
  readonly previousCommit?: string;
  /**
   * When the host received the push, in milliseconds since 1970; absent where the signed data contains no such time.
   * Hosts send whole seconds, so two pushes can have the same time.
   */
  readonly pushedAt?: number;
  /**
   * The host's own id of the account, never a name that its owner or a commit's author can choose; empty where the
   * payload has none.
   */
  readonly actorId: string;
  /** The head commit's message. */
  readonly commitMessage?: string;
  /** "unknown" where the payload is known to be incomplete. */
  readonly changedFiles: readonly string[] | 'unknown';
  /** True for a pull request whose commits are in another repository. */
  readonly fork: boolean;
  /** The id of that other repository, where its host shows statuses there: GitLab. */
  readonly headRepositoryId?: string;
  readonly pullRequest?: number;
  readonly tagName?: string;
  readonly releaseName?: string;
}

/** The result of reading a verified delivery. */
export type Parsed =
  | {
      readonly kind: 'events';
      readonly events: readonly RepositoryEvent[];
      /** Identifies this delivery uniquely; the ledger's key is derived from it. */
      readonly identity: string;
      /** Why other parts of the delivery start nothing; absent where every part became an event. */
      readonly ignored?: string;
    }
  /** Valid, but nothing to build: a ping, a deleted ref, an event type that starts no builds. */
  | { readonly kind: 'ignored'; readonly reason: string }
  /** Not a payload of this provider. `problem` describes what is wrong and where. */
  | { readonly kind: 'malformed'; readonly problem: string };
