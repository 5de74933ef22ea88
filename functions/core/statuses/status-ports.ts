import type { HostRequest, HostResponse } from '../providers/statuses/status-api.ts';
import type { StatusMessage } from './status-message.ts';

/** What was sent last for a commit and context. */
export interface SentStatus extends Pick<StatusMessage, 'number' | 'rank' | 'state' | 'description'> {
  /**
   * "sending" is written before the host is called: whoever finds it does not know whether the host has it.
   * "full" is for good: the host takes no more.
   */
  readonly phase: 'sending' | 'sent' | 'full';
  /** GitLab's. */
  readonly pipelineId?: number;
  /** Every write makes it one more. */
  readonly version: number;
}

/** The table of `report`. */
export interface SentStatuses {
  /** Consistent. */
  read(key: string): Promise<SentStatus | undefined>;
  /** Writes only if the row is still as `known`; says whether it wrote. */
  write(key: string, status: Omit<SentStatus, 'version'>, known: SentStatus | undefined): Promise<boolean>;
  /** Counts one more under a key for a while. @returns how many there are */
  count(key: string): Promise<number>;
}

/** The credentials of hooks. */
export interface HostCredentials {
  /** `fresh` asks past the cache. Undefined where the hook has none. */
  ofHook(hook: string, options?: { readonly fresh?: boolean }): Promise<string | undefined>;
}

/** A Git host's API. */
export interface GitHosts {
  /**
   * @param base of the API, without a slash at its end
   * @throws Error, which holds nothing secret, when the host does not respond in time or with what can be read
   */
  call(base: string, request: HostRequest, authorization: Readonly<Record<string, string>>): Promise<HostResponse>;
}
