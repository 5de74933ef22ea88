import { setNewest } from '../set-newest.ts';
import { QUOTA, secondsUntilNext, takeToken, WINDOW_SECONDS, type Bucket } from './token-bucket.ts';

export interface Limit {
  readonly allowed: boolean;
  /** https://datatracker.ietf.org/doc/draft-ietf-httpapi-ratelimit-headers/ */
  readonly headers: Readonly<Record<string, string>>;
}

/** Each OpenID Connect subject is a caller of its own, so there may be many. */
const MOST_CALLERS = 1000;

/**
 * A bucket for each caller, in this instance of the function. Requests in parallel reach several instances of a Lambda
 * function, so this slows a script that runs wild; what holds a flood off are the throttled routes and the reservation.
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
