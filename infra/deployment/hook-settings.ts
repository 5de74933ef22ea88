import type { Hook } from '../../functions/core/configuration.ts';
import { PROVIDER_FACTS } from '../../functions/core/providers/provider-facts.ts';

/**
 * What to set on the host of a hook, a line each.
 *
 * @param url of the hook's endpoint
 * @param makeSecret the command that makes its secret
 */
export function hookSettings(hook: Hook, url: string, makeSecret: string): readonly string[] {
  const { page, fields, events } = PROVIDER_FACTS[hook.provider].setup;
  return [
    `  ${page}`,
    `  URL: ${url}`,
    ...fields.map((field) => `  ${field}`),
    `  ${secretField(hook)}: what ${makeSecret} prints`,
    `  ${events}`,
  ];
}

/** What the host of a hook calls its secret: "Signing token". */
export function secretField({ provider, verification }: Hook): string {
  const { secret, token = secret } = PROVIDER_FACTS[provider].setup;
  return verification === 'token' ? token : secret;
}
