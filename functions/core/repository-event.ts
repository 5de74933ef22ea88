import type { EventType, Provider } from './vocabulary.ts';

/** What a delivery says happened, in the same words for every Git host. */
export interface RepositoryEvent {
  readonly provider: Provider;
  readonly eventType: EventType;
  readonly repository: {
    /** The hook's host, from the configuration; never what a sender claims. */
    readonly host: string;
    readonly fullName: string;
    /** The host's own id of the repository, which a renamed or re-registered name does not take over. */
    readonly id: string;
  };
  /** The ref that a build of this belongs to, in full; of a pull request of any host `refs/pull/{n}/head`. */
  readonly ref: string;
  /** What a HEAD_REF filter looks at: the ref, or the head branch of a pull request. */
  readonly headRef: string;
  /** The branch that a pull request asks to be merged into. */
  readonly baseRef?: string;
  /** 40 or 64 lower-case hex digits. Absent where the payload does not tell it whole; never for a push. */
  readonly commit?: string;
  /** Where the ref was before; absent where it is new. */
  readonly previousCommit?: string;
  /**
   * When the host took the push, in milliseconds since 1970: absent where what is signed holds no such time.
   * Hosts write whole seconds, so two pushes may have the same.
   */
  readonly pushedAt?: number;
  /** The host's own id of the account, never a name that its owner or a commit's author can choose; empty where none is told. */
  readonly actorId: string;
  /** Of the head commit. */
  readonly commitMessage?: string;
  /** "unknown" where the payload is known not to tell them all. */
  readonly changedFiles: readonly string[] | 'unknown';
  /** True for a pull request whose commits come from another repository. */
  readonly fork: boolean;
  readonly pullRequest?: number;
  readonly tagName?: string;
  readonly releaseName?: string;
}

/** What a verified delivery comes to. */
export type Parsed =
  | {
      readonly kind: 'events';
      readonly events: readonly RepositoryEvent[];
      /** What tells this delivery from every other one: the ledger's key is made of it. */
      readonly identity: string;
      /** Why other parts of the delivery start nothing; absent where all of it became events. */
      readonly ignored?: string;
    }
  /** Understood, and nothing to build: a ping, a deleted ref, an event type that starts no builds. */
  | { readonly kind: 'ignored'; readonly reason: string }
  /** Not what this provider sends. `problem` says what was wrong and where. */
  | { readonly kind: 'malformed'; readonly problem: string };
