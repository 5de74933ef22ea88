import type { Hook } from '../../functions/core/configuration.ts';
import { PROVIDER_FACTS } from '../../functions/core/providers/provider-facts.ts';
import { PROVIDERS, type Provider, type StatusMode } from '../../functions/core/vocabulary.ts';
import type { HookInput } from './schema/projects-file-schema.ts';
import type { Say } from '../buildspec/say.ts';

export function readHook(
  name: string,
  { provider, host, verification, credential, statuses }: HookInput,
  say: Say,
): Hook {
  const path = ['webhooks', name];
  const where = host ?? PROVIDER_FACTS[provider].host;
  if (where === undefined)
    say('hook-without-host', path, `the hook "${name}" has no host: add one, for example host: git.acme.io`);
  if (verification === 'token' && !hasTokens(provider)) {
    say(
      'verification-not-supported',
      [...path, 'verification'],
      `${provider} always signs its deliveries: remove verification: token, which is only for ${PROVIDERS.filter(hasTokens).join(' and ')}`,
    );
  }
  if (!credential && statuses !== undefined && statuses !== 'none') {
    say('statuses-without-credential', [...path, 'statuses'], statusesNeedCredential(statuses, name));
  }
  return {
    name,
    provider,
    host: (where ?? '').toLowerCase(),
    ...(verification && { verification }),
    ...(credential && { credential }),
    ...(statuses && { statuses }),
  };
}

/** What the hook must have if its own `statuses`, or a project's, is `builds` or `all`. */
export const statusesNeedCredential = (statuses: StatusMode, hook: string): string =>
  `statuses: ${statuses} needs a token for the Git host, which the hook "${hook}" does not have: add credential: token to the hook, then run npm run secret -- ${hook} --credential`;

const hasTokens = (provider: Provider): boolean => PROVIDER_FACTS[provider].headers.token !== undefined;
