import * as v from 'valibot';
import { readHookSecrets } from '../core/hook-secrets.ts';
import type { Secrets } from '../core/ports.ts';
import type { AwsAccess } from './aws-access.ts';
import { awsCall } from './aws-call.ts';

const FRESH = 60_000;
/** A Parameter Store that does not answer is stood in for by what it said, but not for long. */
const STALE = 15 * 60_000;
/** Wrong signatures may come by the thousand; a look past the cache may not. */
const FORCED = 5_000;

/** A webhook's sender waits for ten seconds, and the queue needs some of them. */
const LIMITS = { deadlineMilliseconds: 1500, attempts: 2 };

const Page = v.object({
  Parameters: v.array(v.object({ Name: v.string(), Value: v.string() })),
  NextToken: v.nullish(v.string()),
});

/**
 * The hooks' secrets, `/pushlight/{stage}/webhooks/{hook}`: all read together, so that an unknown hook costs no call,
 * and kept for 60 s.
 */
export function parameterSecrets(stage: string, access: AwsAccess, now: () => number = Date.now): Secrets {
  const call = awsCall('ssm', access, LIMITS);
  const path = `/pushlight/${stage}/webhooks/`;
  let kept: { readonly at: number; readonly parameters: ReadonlyMap<string, string> } | undefined;
  let reading: Promise<void> | undefined;

  async function read(): Promise<void> {
    const at = now();
    const parameters = new Map<string, string>();
    let NextToken: string | null | undefined;
    do {
      const query = { Path: path, WithDecryption: true, ...(NextToken && { NextToken }) };
      const page = v.parse(Page, await call('GetParametersByPath', query));
      for (const { Name, Value } of page.Parameters) parameters.set(Name.slice(path.length), Value);
      ({ NextToken } = page);
    } while (NextToken);
    kept = { at, parameters };
  }

  async function refresh(): Promise<void> {
    reading ??= read().finally(() => (reading = undefined));
    try {
      await reading;
    } catch (error) {
      if (!kept || now() - kept.at > STALE) throw error;
    }
  }

  return {
    async ofHook(hook, { fresh = false } = {}) {
      if (!kept || now() - kept.at > (fresh ? FORCED : FRESH)) await refresh();
      return readHookSecrets(kept?.parameters.get(hook) ?? '', now());
    },
  };
}
