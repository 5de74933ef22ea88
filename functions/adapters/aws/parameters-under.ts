import * as v from 'valibot';
import { keptValue } from '../../core/kept-value.ts';
import type { AwsAccess } from './aws-access.ts';
import { awsCall } from './aws-call.ts';
import type { CallOf, MethodActions } from './method-actions.ts';

const KEPT = 60_000;
/** When Parameter Store does not respond, cached values are used, but only this long. */
const STALE = 15 * 60_000;
/** Thousands of wrong signatures and tokens may arrive; they must not cause as many reads past the cache. */
const FORCED = 5_000;

/** A webhook's sender waits ten seconds, and the queue needs some of them. */
const LIMITS = { deadlineMilliseconds: 1500, attempts: 2 };

const Page = v.object({
  Parameters: v.array(v.object({ Name: v.string(), Value: v.string() })),
  NextToken: v.nullish(v.string()),
});

/**
 * Values by the last segment of their names. `fresh` bypasses the cache.
 * @throws Error when the store does not respond and the cached values are old
 */
export type ReadParameters = (
  now: number,
  options?: { readonly fresh?: boolean },
) => Promise<ReadonlyMap<string, string>>;

/** @see MethodActions */
export const PARAMETERS_ACTIONS = {
  call: 'ssm:GetParametersByPath',
} as const satisfies MethodActions<ReadParameters>;

/**
 * The parameters under a path that ends with a slash. They are read together, so that an unknown name costs no call,
 * and cached for 60 s.
 */
export function parametersUnder(path: string, access: AwsAccess): ReadParameters {
  const call: CallOf<'ssm', typeof PARAMETERS_ACTIONS> = awsCall('ssm', access, LIMITS);
  const kept = keptValue(readAll);

  async function readAll(): Promise<ReadonlyMap<string, string>> {
    const parameters = new Map<string, string>();
    let NextToken: string | null | undefined;
    do {
      const query = { Path: path, WithDecryption: true, ...(NextToken && { NextToken }) };
      const page = v.parse(Page, await call('GetParametersByPath', query));
      for (const { Name, Value } of page.Parameters) parameters.set(Name.slice(path.length), Value);
      ({ NextToken } = page);
    } while (NextToken);
    return parameters;
  }

  return async (now, { fresh = false } = {}) => {
    try {
      return await kept.read(now, fresh ? FORCED : KEPT);
    } catch (error) {
      const last = kept.last();
      if (last && now - last.at <= STALE) return last.value;
      throw error;
    }
  };
}
