import { readHookSecrets } from '../core/webhook/hook-secrets.ts';
import type { Secrets } from '../core/ports.ts';
import type { AwsAccess } from './aws/aws-access.ts';
import type { MethodActions } from './aws/method-actions.ts';
import { PARAMETERS_ACTIONS, parametersUnder } from './aws/parameters-under.ts';

/** @see MethodActions */
export const SECRETS_ACTIONS = {
  ofHook: PARAMETERS_ACTIONS.call,
} as const satisfies MethodActions<Secrets>;

/** Reads the hooks' secrets from `/pushlight/{stage}/webhooks/{hook}`. */
export function parameterSecrets(stage: string, access: AwsAccess, now: () => number = Date.now): Secrets {
  const read = parametersUnder(`/pushlight/${stage}/webhooks/`, access);
  return {
    async ofHook(hook, options) {
      const parameters = await read(now(), options);
      return readHookSecrets(parameters.get(hook) ?? '', now());
    },
  };
}
