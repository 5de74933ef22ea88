import type { CommitStatuses } from './commit-statuses.ts';

/** A request to the API of a Git host. */
interface ApiRequest {
  readonly method: string;
  /** Relative to the host's name, with its query. */
  readonly path: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface ApiResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; absent if the body is empty. */
  readonly json?: unknown;
}

/** A stand-in for the API of one Git host. */
export type HostStandIn = (request: ApiRequest) => ApiResponse;

export interface HostOptions {
  /** As in its hook: "github.com". */
  readonly host: string;
  /** The credential that authenticates requests; undefined means that none does. */
  readonly credential: () => string | undefined;
  /** Whether the credential has access to a repository; by default, to all. */
  readonly allows?: (repository: string) => boolean;
  readonly statuses: CommitStatuses;
}

/** The named groups of a pattern in a path; undefined if the path does not match. */
export function matchPath(pattern: RegExp, path: string): Readonly<Record<string, string>> | undefined {
  const groups = pattern.exec(path.split('?')[0]!)?.groups;
  return groups && Object.fromEntries(Object.entries(groups).map(([name, text]) => [name, decodeURIComponent(text)]));
}

export const queryOf = (path: string): URLSearchParams => new URLSearchParams(path.split('?')[1] ?? '');

/** Undefined for anything but a JSON object. */
export function readObject(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** In code points, as the hosts count. */
export const lengthOf = (text: unknown): number => (typeof text === 'string' ? Array.from(text).length : 0);

/** Empty for anything but a text. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
