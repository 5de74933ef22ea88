import type { Wait } from './api-ports.ts';

/**
 * How many requests can wait at once. An instance of a function handles one request at a time, so each wait occupies an
 * instance. The limit is a quarter of the concurrency that serverless.yml reserves for `builds`. It is also half of the
 * 10 instances that a small account has for all functions together, none of which it can reserve.
 * https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 *
 * Waits are counted in a table, since instances share no memory. A separate function with its own reservation would not
 * work: API Gateway selects the function by path, and only the query specifies whether a request waits. In an account
 * that can reserve nothing, the waits of such a function would still occupy the instances that webhooks need.
 */
export const MOST_WAITS = 5;
const MOST_WAITS_OF_A_CALLER = 2;

/** After how many seconds a refused caller should ask again. Every other caller does so too, so it is not immediate. */
const RETRY_AFTER = 5;
const RETRY_AFTER_OWN = 1;

/** The list with one more wait, or the number of seconds after which to ask again if it is full. */
export function withWait(
  waits: readonly Wait[],
  wait: Wait,
  now: number,
): { readonly waits: readonly Wait[] } | { readonly retryAfter: number } {
  const current = waits.filter(({ until }) => until > now);
  if (current.filter(({ caller }) => caller === wait.caller).length >= MOST_WAITS_OF_A_CALLER) {
    return { retryAfter: RETRY_AFTER_OWN };
  }
  return current.length >= MOST_WAITS ? { retryAfter: RETRY_AFTER } : { waits: [...current, wait] };
}
