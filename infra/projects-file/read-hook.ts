import type { Hook } from '../../functions/core/configuration.ts';
import type { Provider } from '../../functions/core/vocabulary.ts';
import type { HookInput } from './schema/projects-file-schema.ts';
import type { Say } from './say.ts';

/** Where each provider's own service is; Gitea, Forgejo and Gogs are always somebody's own. */
const HOSTS: Readonly<Record<Provider, string | undefined>> = {
  github: 'github.com',
  gitlab: 'gitlab.com',
  bitbucket: 'bitbucket.org',
  gitea: undefined,
};

export function readHook(name: string, { provider, host, verification }: HookInput, say: Say): Hook {
  const path = ['webhooks', name];
  const where = host ?? HOSTS[provider];
  if (where === undefined) say('hook-without-host', path, `hook ${name} needs its host: write host: git.acme.io`);
  if (verification === 'token' && provider !== 'gitlab') {
    say(
      'verification-not-supported',
      [...path, 'verification'],
      `${provider} signs its deliveries: take verification out, only gitlab has tokens besides`,
    );
  }
  return { name, provider, host: (where ?? '').toLowerCase(), ...(verification && { verification }) };
}
