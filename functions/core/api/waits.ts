import type { Wait } from './api-ports.ts';

/**
 * How many requests wait at once. An instance of a function handles one request at a time, so each wait holds an
 * instance: a quarter of what serverless.yml reserves for `builds`, and half of the 10 that a small account has for all
 * functions together, which can reserve none. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 *
 * They are counted in a table, since instances share no memory. A function with a reservation of its own would not do:
 * API Gateway chooses a function by the path, and only the query says whether a request waits; and where nothing can be
 * reserved, its waits would still hold what the webhooks need.
 */
export const MOST_WAITS = 5;
const MOST_WAITS_OF_A_CALLER = 2;

/** After how many seconds to ask again, for whom there is no place. Every other caller also asks, so not at once. */
const RETRY_AFTER = 5;
const RETRY_AFTER_OWN = 1;

/** The waits with one more; or after how many seconds to ask again, where there is no place for it. */
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
