import type { Hook } from '../configuration.ts';
import { PROVIDER_FACTS } from './provider-facts.ts';

/** A new secret in the form that the hook's host accepts, from 32 random bytes. */
export function makeHookSecret({ provider, verification = 'signature' }: Hook, random: Buffer): string {
  const { makeSigningSecret } = PROVIDER_FACTS[provider];
  return verification === 'signature' && makeSigningSecret ? makeSigningSecret(random) : random.toString('hex');
}
