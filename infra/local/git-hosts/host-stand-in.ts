import type { CommitStatuses } from './commit-statuses.ts';

/** A request to the API of a Git host. */
interface ApiRequest {
  readonly method: string;
  /** Below the host's name, with its query. */
  readonly path: string;
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: string;
}

export interface ApiResponse {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; absent where the body is empty. */
  readonly json?: unknown;
}

/** What stands in for the API of one Git host. */
export type HostStandIn = (request: ApiRequest) => ApiResponse;

export interface HostOptions {
  /** As its hook has it: "github.com". */
  readonly host: string;
  /** What authenticates a request; undefined: nothing does. */
  readonly credential: () => string | undefined;
  readonly statuses: CommitStatuses;
}

/** The names that a path gives to the parts of a pattern; undefined where it is another path. */
export function matchPath(pattern: RegExp, path: string): Readonly<Record<string, string>> | undefined {
  const groups = pattern.exec(path.split('?')[0]!)?.groups;
  return groups && Object.fromEntries(Object.entries(groups).map(([name, text]) => [name, decodeURIComponent(text)]));
}

export const queryOf = (path: string): URLSearchParams => new URLSearchParams(path.split('?')[1] ?? '');

/** Undefined for what is no JSON object. */
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

/** Empty for what is no text. */
export const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
