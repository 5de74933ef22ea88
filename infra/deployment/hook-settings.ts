import type { Hook } from '../../functions/core/configuration.ts';
import { PROVIDER_FACTS } from '../../functions/core/providers/provider-facts.ts';

/**
 * The settings of a hook at its host, one per line.
 *
 * @param url of the hook's endpoint
 * @param makeSecret the command that creates its secret
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

/** The name of the secret's field at a hook's host: "Signing token". */
export function secretField({ provider, verification }: Hook): string {
  const { secret, token = secret } = PROVIDER_FACTS[provider].setup;
  return verification === 'token' ? token : secret;
}
