import type { HostRequest, HostResponse } from '../providers/statuses/status-api.ts';
import type { StatusMessage } from './status-message.ts';

/** The last status that was sent for a commit and context. */
export interface SentStatus extends Pick<StatusMessage, 'number' | 'rank' | 'state' | 'description'> {
  /**
   * "sending" is written before the call: whoever finds it does not know whether the host has the status. "full" is
   * final: the host accepts no more.
   */
  readonly phase: 'sending' | 'sent' | 'full';
  /** Only for GitLab. */
  readonly pipelineId?: number;
  /** Incremented by every write. */
  readonly version: number;
}

/** The table of `report`. */
export interface SentStatuses {
  /** A consistent read. */
  read(key: string): Promise<SentStatus | undefined>;
  /** Writes only if the row still equals `known`; returns whether it wrote. */
  write(key: string, status: Omit<SentStatus, 'version'>, known: SentStatus | undefined): Promise<boolean>;
  /** Increments a counter, which is kept for a while. @returns its value */
  count(key: string): Promise<number>;
}

/** The hooks' credentials. */
export interface HostCredentials {
  /** `fresh` bypasses the cache. Undefined if the hook has none. */
  ofHook(hook: string, options?: { readonly fresh?: boolean }): Promise<string | undefined>;
}

/** The API of a Git host. */
export interface GitHosts {
  /**
   * @param base URL of the API, without a trailing slash
   * @throws HostTimeout if the host does not respond in time
   * @throws Error, which contains nothing secret, if the response is not valid
   */
  call(base: string, request: HostRequest, authorization: Readonly<Record<string, string>>): Promise<HostResponse>;
}
