import { HostTimeout } from '../../core/statuses/host-timeout.ts';
import type { GitHosts } from '../../core/statuses/status-ports.ts';
import { isSecureUrl } from '../http/is-secure-url.ts';
import { readLimited } from '../http/read-limited.ts';

interface HostLimits {
  /** From the request to the end of the response. */
  readonly deadlineMilliseconds: number;
  readonly mostBytes: number;
}

/**
 * GitLab waits up to 10 s for its lock on the commit before it responds with 409. A page of 100 statuses from GitHub
 * has 250 KB.
 */
const LIMITS: HostLimits = { deadlineMilliseconds: 16_000, mostBytes: 1_000_000 };

/**
 * Calls the API of a Git host with a credential. Redirects are not followed, since they would receive the credential,
 * and errors do not quote what was sent or received.
 *
 * @param standIns the URL of the local service's stand-ins for all hosts, each below its name
 */
export function gitHosts(standIns: string | undefined, limits = LIMITS): GitHosts {
  return {
    async call(base, { method, path, body }, authorization) {
      const url = new URL(standIns === undefined ? base + path : standInUrl(standIns, base) + path);
      if (!isSecureUrl(url)) throw new Error(`${url.origin} is neither https nor on loopback.`);
      const signal = AbortSignal.timeout(limits.deadlineMilliseconds);
      const response = await fetch(url, {
        method,
        headers: {
          accept: 'application/json',
          'user-agent': 'Pushlight',
          ...(body && { 'content-type': 'application/json' }),
          ...authorization,
        },
        redirect: 'manual',
        signal,
        ...(body && { body: JSON.stringify(body) }),
      }).catch((error: unknown) => {
        throw describeFailure(url, error, signal, limits);
      });
      const text = await readLimited(response, limits.mostBytes).catch((error: unknown) => {
        throw describeFailure(url, error, signal, limits);
      });
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: readJson(response, text, url),
      };
    },
  };
}

/** There, "https://api.github.com" is at "/api.github.com". */
const standInUrl = (standIns: string, base: string): string => `${standIns}/${base.replace(/^https:\/\//, '')}`;

/** Does not pass on the messages of fetch's own errors, some of which quote headers. */
function describeFailure({ host }: URL, error: unknown, signal: AbortSignal, limits: HostLimits): Error {
  if (signal.aborted) return new HostTimeout(`${host} did not respond within ${limits.deadlineMilliseconds} ms.`);
  if (error instanceof Error && / is longer than /.test(error.message)) {
    return new Error(`${host} responded with more than ${limits.mostBytes} bytes.`);
  }
  const { code } = Object(error instanceof Error ? (error.cause ?? error) : error) as { readonly code?: unknown };
  return new Error(`${host} did not respond${typeof code === 'string' ? ` (${code})` : ''}.`);
}

/**
 * The body of an error is not important, and a proxy may send a page.
 * @throws Error for a successful response that does not come from the API
 */
function readJson({ ok, headers }: Response, text: string, { host }: URL): unknown {
  if (text === '') return undefined;
  const isJson = /^application\/(?:[\w.+-]+\+)?json\b/i.test(headers.get('content-type') ?? '');
  try {
    if (isJson) return JSON.parse(text);
  } catch {
    // Treated like a body that is not JSON.
  }
  if (ok) throw new Error(`${host} responded with something other than JSON.`);
  return undefined;
}
