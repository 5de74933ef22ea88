import type { HostCredentials } from '../../core/statuses/status-ports.ts';
import type { AwsAccess } from '../aws/aws-access.ts';
import type { MethodActions } from '../aws/method-actions.ts';
import { PARAMETERS_ACTIONS, parametersUnder } from '../aws/parameters-under.ts';

/** @see MethodActions */
export const CREDENTIALS_ACTIONS = {
  ofHook: PARAMETERS_ACTIONS.call,
} as const satisfies MethodActions<HostCredentials>;

/** Reads the hooks' credentials from `/pushlight/{stage}/credentials/{hook}`. */
export function hostCredentials(stage: string, access: AwsAccess, now: () => number = Date.now): HostCredentials {
  const read = parametersUnder(`/pushlight/${stage}/credentials/`, access);
  return {
    async ofHook(hook, options) {
      const credential = (await read(now(), options)).get(hook)?.trim();
      // A text that cannot be the value of a header was pasted by mistake.
      return credential !== undefined && /^[\x21-\x7e]+$/.test(credential) ? credential : undefined;
    },
  };
}
