import { hostReason } from './host-reason.ts';
import type { HostResponse, Verdict } from './status-api.ts';

/** The meaning of HTTP status codes, unless a host has its own meaning for them. */
export function judgeResponse({ status, headers, body }: HostResponse, now: number): Verdict {
  const reason = hostReason(body);
  const why = `The host responded with status ${status}${reason === '' ? '.' : `: ${reason}`}`;
  if (status >= 200 && status < 300) return { kind: 'sent' };
  if (status === 429 || (status === 403 && isLimited(headers))) return limited(why, headers, now);
  if (status === 401) return { kind: 'not allowed', invalid: true, why };
  // The repository was found, so the credential is right.
  if (status === 404 && NOT_THE_REPOSITORY.test(reason)) return { kind: 'refused', why };
  if (status === 403 || status === 404) return { kind: 'not allowed', why };
  if (status === 408 || status === 409 || status >= 500) return notNow(why, headers, now);
  // Redirects are not followed, since the credential would be sent to their target.
  if (status >= 300 && status < 400)
    return { kind: 'refused', why: `${why.replace(/[.]?$/, '.')} The repository may have been moved.` };
  return { kind: 'refused', why };
}

/** "404 Commit Not Found", "Commit 'a4af6ec' does not exist in repository 'web'.", "object does not exist […]". */
const NOT_THE_REPOSITORY = /^(?:404 )?(?:commit|references?|ref|sha|pipeline|object)\b/i;

/** https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit */
const isLimited = (headers: HostResponse['headers']): boolean =>
  headers['retry-after'] !== undefined || headers['x-ratelimit-remaining'] === '0';

function notNow(why: string, headers: HostResponse['headers'], now: number): Verdict {
  const seconds = secondsToWait(headers, now);
  return { kind: 'not now', why, ...(seconds !== undefined && { seconds }) };
}

/** "Wait for at least one minute", if a host that limits requests does not say how long. */
const LIMITED_SECONDS = 60;

/** A limit is reached. */
export const limited = (why: string, headers: HostResponse['headers'], now: number): Verdict => ({
  kind: 'not now',
  why,
  seconds: secondsToWait(headers, now) ?? LIMITED_SECONDS,
});

/** From retry-after, in seconds or as a date; otherwise, if a limit is used up, until it resets. */
function secondsToWait(headers: HostResponse['headers'], now: number): number | undefined {
  const after = headers['retry-after'];
  if (after !== undefined && /^\d{1,9}$/.test(after)) return Number(after);
  // Date.parse also accepts "-5".
  if (after !== undefined) return /^[a-z]/i.test(after) ? until(Date.parse(after), now) : undefined;
  const [remaining, reset] = [
    headers['x-ratelimit-remaining'] ?? headers['ratelimit-remaining'],
    headers['x-ratelimit-reset'] ?? headers['ratelimit-reset'],
  ];
  return remaining === '0' && reset !== undefined ? until(Number(reset) * 1000, now) : undefined;
}

const until = (time: number, now: number): number | undefined =>
  Number.isFinite(time) ? Math.max(1, Math.ceil((time - now) / 1000)) : undefined;
