import type { GitHosts } from '../../core/statuses/status-ports.ts';
import { isSecureUrl } from '../http/is-secure-url.ts';
import { readLimited } from '../http/read-limited.ts';

interface HostLimits {
  /** From the request to the end of the response. */
  readonly deadlineMilliseconds: number;
  readonly mostBytes: number;
}

/**
 * GitLab waits up to 10 s for its lock on the commit before it responds with 409. A page of 100 statuses of GitHub takes
 * 250 KB.
 */
const LIMITS: HostLimits = { deadlineMilliseconds: 16_000, mostBytes: 1_000_000 };

/**
 * Calls the API of a Git host with a credential. No redirect is followed, since the credential would follow it, and no
 * error quotes what was sent or received.
 *
 * @param standIns where the local service stands in for every host, each below its name
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

/** "https://api.github.com" is at "/api.github.com" there. */
const standInUrl = (standIns: string, base: string): string => `${standIns}/${base.replace(/^https:\/\//, '')}`;

/** Without what fetch's own errors say, some of which quote headers. */
function describeFailure({ host }: URL, error: unknown, signal: AbortSignal, limits: HostLimits): Error {
  if (signal.aborted) return new Error(`${host} did not respond within ${limits.deadlineMilliseconds} ms.`);
  if (error instanceof Error && / is longer than /.test(error.message)) {
    return new Error(`${host} responded with more than ${limits.mostBytes} bytes.`);
  }
  const { code } = Object(error instanceof Error ? (error.cause ?? error) : error) as { readonly code?: unknown };
  return new Error(`${host} did not respond${typeof code === 'string' ? ` (${code})` : ''}.`);
}

/**
 * Of an error the body matters little, and a proxy's may be a page.
 * @throws Error for a success that is not the API's
 */
function readJson({ ok, headers }: Response, text: string, { host }: URL): unknown {
  if (text === '') return undefined;
  const isJson = /^application\/(?:[\w.+-]+\+)?json\b/i.test(headers.get('content-type') ?? '');
  try {
    if (isJson) return JSON.parse(text);
  } catch {
    // As what is not JSON.
  }
  if (ok) throw new Error(`${host} responded with something other than JSON.`);
  return undefined;
}
