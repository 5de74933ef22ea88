import type { Hook } from '../../functions/core/configuration.ts';
import { PROVIDER_FACTS } from '../../functions/core/providers/provider-facts.ts';
import { PROVIDERS, type Provider } from '../../functions/core/vocabulary.ts';
import type { HookInput } from './schema/projects-file-schema.ts';
import type { Say } from '../buildspec/say.ts';

export function readHook(name: string, { provider, host, verification, statuses }: HookInput, say: Say): Hook {
  const path = ['webhooks', name];
  const where = host ?? PROVIDER_FACTS[provider].host;
  if (where === undefined) say('hook-without-host', path, `hook ${name} needs its host: write host: git.acme.io`);
  if (verification === 'token' && !hasTokens(provider)) {
    say(
      'verification-not-supported',
      [...path, 'verification'],
      `${provider} signs its deliveries: take verification out, only ${PROVIDERS.filter(hasTokens).join(' and ')} has tokens besides`,
    );
  }
  return {
    name,
    provider,
    host: (where ?? '').toLowerCase(),
    ...(verification && { verification }),
    ...(statuses && { statuses }),
  };
}

const hasTokens = (provider: Provider): boolean => PROVIDER_FACTS[provider].headers.token !== undefined;
