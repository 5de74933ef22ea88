import type { CommitState } from '../../vocabulary.ts';

/** A status as a Git host should show it, with texts already truncated to the host's limits. */
export interface CommitStatus {
  readonly host: string;
  readonly repository: { readonly fullName: string; readonly id: string };
  readonly commit: string;
  /** The full ref: the branch or tag, or the head branch of a pull request. */
  readonly ref: string;
  readonly state: CommitState;
  readonly context: string;
  readonly description: string;
  /** An absolute URL. */
  readonly url?: string;
  /** Only for GitLab: from the response to an earlier status of the same commit and context. */
  readonly pipelineId?: number;
}

export interface HostRequest {
  readonly method: 'GET' | 'POST';
  /** Relative to the API's base, with its query. */
  readonly path: string;
  readonly body?: Readonly<Record<string, string | number>>;
}

export interface HostResponse {
  readonly status: number;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  /** JSON; undefined if there is none. */
  readonly body: unknown;
}

/** The meaning of a response for the status that was sent. */
export type Verdict =
  | { readonly kind: 'sent'; readonly pipelineId?: number }
  /** The host already shows this state and refuses to receive it twice. */
  | { readonly kind: 'already so' }
  /** Send it again later. */
  | { readonly kind: 'not now'; readonly seconds?: number; readonly why: string }
  /** The host refused this form of the status, but accepts another one. */
  | { readonly kind: 'otherwise'; readonly request: HostRequest }
  /** The credential has no permission for the repository's statuses. With `invalid`, it has none for anything. */
  | { readonly kind: 'not allowed'; readonly why: string; readonly invalid?: true }
  /** Sending this status again does not help. With `full`, nor does any other status of the same commit and context. */
  | { readonly kind: 'refused'; readonly why: string; readonly full?: true };

/** A Git host's API for commit statuses, and the meaning of its responses. */
export interface StatusApi {
  /** From the hook's host only, never from a payload. */
  readonly base: (host: string) => string;
  readonly authorization: (credential: string) => Readonly<Record<string, string>>;
  /** The host's name for each of our states. */
  readonly states: Readonly<Record<CommitState, string>>;
  /** Contexts that only differ in case are the same. */
  readonly contextsIgnoreCase?: true;
  /** A status belongs to a pipeline of its ref; for a fork's merge request, to one in the fork. */
  readonly hasPipelines?: true;
  /** In code points. */
  readonly longest: { readonly description: number; readonly context: number; readonly url?: number };
  readonly request: (status: CommitStatus) => HostRequest;
  /** @param now in milliseconds since 1970 */
  readonly judge: (response: HostResponse, status: CommitStatus, now: number) => Verdict;
  /**
   * Whether the host has a status that may already have been sent. Absent if sending the same status twice has no
   * effect.
   */
  readonly readBack?: {
    readonly request: (status: CommitStatus) => HostRequest;
    readonly holds: (body: unknown, status: CommitStatus) => boolean;
  };
  /** The most statuses per minute that the host accepts with one credential; absent if no limit is known. */
  readonly mostPerMinute?: (host: string) => number | undefined;
  /** The permissions beyond statuses that the response reveals about the credential, if it does. */
  readonly excessScopes?: (headers: HostResponse['headers']) => readonly string[];
}
