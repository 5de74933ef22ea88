import { setNewest } from '../set-newest.ts';
import { QUOTA, secondsUntilNext, takeToken, WINDOW_SECONDS, type Bucket } from './token-bucket.ts';

export interface Limit {
  readonly allowed: boolean;
  /** https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/ */
  readonly headers: Readonly<Record<string, string>>;
}

/** Each OpenID Connect subject is a separate caller, so there may be many. */
const MOST_CALLERS = 1000;

/**
 * A token bucket per caller in this instance of the function. Parallel requests reach several Lambda instances, so this
 * slows down a runaway script; the throttled routes and the reserved concurrency hold off a flood.
 */
export function rateLimits(): (callerId: string, now: number) => Limit {
  const buckets = new Map<string, Bucket>();
  return (callerId, now) => {
    const { bucket, allowed } = takeToken(buckets.get(callerId), now);
    setNewest(buckets, callerId, bucket, MOST_CALLERS);
    const wait = secondsUntilNext(bucket);
    const headers = {
      'ratelimit-policy': `"token";q=${QUOTA};w=${WINDOW_SECONDS}`,
      ratelimit: `"token";r=${Math.floor(bucket.tokens)};t=${wait}`,
      ...(!allowed && { 'retry-after': String(wait) }),
    };
    return { allowed, headers };
  };
}
