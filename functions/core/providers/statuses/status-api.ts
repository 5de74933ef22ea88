import type { CommitState } from '../../vocabulary.ts';

/** A status as a Git host is to show it, its texts already cut to the host's limits. */
export interface CommitStatus {
  readonly host: string;
  readonly repository: { readonly fullName: string; readonly id: string };
  readonly commit: string;
  /** In full: the branch or tag, or the head branch of a pull request. */
  readonly ref: string;
  readonly state: CommitState;
  readonly context: string;
  readonly description: string;
  /** Absolute. */
  readonly url?: string;
  /** GitLab's, of the response to an earlier status of the same commit and context. */
  readonly pipelineId?: number;
}

export interface HostRequest {
  readonly method: 'GET' | 'POST';
  /** Below the API's base, with its query. */
  readonly path: string;
  readonly body?: Readonly<Record<string, string | number>>;
}

export interface HostResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON; undefined where there is none. */
  readonly body: unknown;
}

/** What a response means for the status that was sent. */
export type Verdict =
  | { readonly kind: 'sent'; readonly pipelineId?: number }
  /** The host shows this state already, and refuses to be told it twice. */
  | { readonly kind: 'already so' }
  /** To be sent again. */
  | { readonly kind: 'not now'; readonly seconds?: number; readonly why: string }
  /** This was refused, and the host accepts the same status in another form. */
  | { readonly kind: 'otherwise'; readonly request: HostRequest }
  /** The credential is wrong, or has no right to the repository's statuses. */
  | { readonly kind: 'not allowed'; readonly why: string }
  /** No repetition of this status helps. `full`: nor does any other of the same commit and context. */
  | { readonly kind: 'refused'; readonly why: string; readonly full?: true };

/** What a Git host's API for commit statuses takes, and what its responses mean. */
export interface StatusApi {
  /** From the hook's host alone, and never from a payload. */
  readonly base: (host: string) => string;
  readonly authorization: (credential: string) => Readonly<Record<string, string>>;
  /** The host's own word for each of our states. */
  readonly states: Readonly<Record<CommitState, string>>;
  /** Contexts that differ in case alone are one. */
  readonly contextsIgnoreCase?: true;
  /** In code points. */
  readonly longest: { readonly description: number; readonly context: number; readonly url?: number };
  readonly request: (status: CommitStatus) => HostRequest;
  /** @param now in milliseconds since 1970 */
  readonly judge: (response: HostResponse, status: CommitStatus, now: number) => Verdict;
  /**
   * Whether the host has a status that may have been sent before. Absent where the same status sent twice is one.
   */
  readonly readBack?: {
    readonly request: (status: CommitStatus) => HostRequest;
    readonly holds: (body: unknown, status: CommitStatus) => boolean;
  };
  /** Statuses that the host accepts of one credential in a minute. Absent: no limit is known. */
  readonly mostPerMinute?: (host: string) => number | undefined;
  /** What the response shows the credential to be allowed beyond statuses, where it shows that. */
  readonly excessScopes?: (headers: HostResponse['headers']) => readonly string[];
}
