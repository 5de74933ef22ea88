import { paginateGetParametersByPath, SSMClient } from '@aws-sdk/client-ssm';
import { readHookSecrets } from '../core/hook-secrets.ts';
import type { Secrets } from '../core/ports.ts';
import { clientSettings } from './client-settings.ts';

const FRESH = 60_000;
/** A Parameter Store that does not answer is stood in for by what it said, but not for long. */
const STALE = 15 * 60_000;
/** Wrong signatures may come by the thousand; a look past the cache may not. */
const FORCED = 5_000;

/**
 * The hooks' secrets, `/pushlight/{stage}/webhooks/{hook}`: all read together, so that an unknown hook costs no call,
 * and kept for 60 s.
 */
export function parameterSecrets(
  stage: string,
  now: () => number = Date.now,
  client = new SSMClient(clientSettings),
): Secrets {
  const path = `/pushlight/${stage}/webhooks/`;
  let kept: { readonly at: number; readonly parameters: ReadonlyMap<string, string> } | undefined;
  let reading: Promise<void> | undefined;

  async function read(): Promise<void> {
    const at = now();
    const parameters = new Map<string, string>();
    const query = { Path: path, WithDecryption: true, Recursive: false };
    for await (const page of paginateGetParametersByPath({ client }, query)) {
      for (const { Name = '', Value = '' } of page.Parameters ?? []) parameters.set(Name.slice(path.length), Value);
    }
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
