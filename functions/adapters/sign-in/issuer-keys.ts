import type { LocalJWKSet } from 'jose';
import * as v from 'valibot';
import { keptValue } from '../../core/kept-value.ts';
import { isSecureUrl } from '../http/is-secure-url.ts';
import { readLimited } from '../http/read-limited.ts';

const MINUTE = 60_000;
/** A revoked key is accepted at most this long. */
const KEPT = 10 * MINUTE;
/** However many key ids a stranger invents, the issuer is asked at most this often. */
const UNKNOWN = MINUTE;
/** After an issuer did not respond, it is not asked again for this long. */
const PAUSE = 5_000;

/** These are the limits of API Gateway's JWT authorizers. */
const DEADLINE_MILLISECONDS = 1500;
const MOST_BYTES = 150_000;

const Discovery = v.object({ issuer: v.string(), jwks_uri: v.string() });
const Key = v.looseObject({ kty: v.string(), kid: v.exactOptional(v.string()) });
/** "Implementations SHOULD ignore JWKs … that are missing required members" (https://www.rfc-editor.org/rfc/rfc7517#section-5). */
const KeySet = v.object({
  keys: v.pipe(
    v.array(v.unknown()),
    v.transform((keys) => keys.filter((key) => v.is(Key, key))),
  ),
});

interface Keys {
  readonly keySet: LocalJWKSet;
  readonly keyIds: ReadonlySet<string>;
}

/**
 * An issuer's public keys, found through its discovery document. They are fetched again for an unknown key id, and for
 * a token without a key id, whose key may be new.
 * @throws Error when the issuer does not respond, so that the token cannot be verified
 */
export type IssuerKeys = (keyId: string | undefined, now: number) => Promise<LocalJWKSet>;

/** @param issuer https, or http on loopback */
export function issuerKeys(issuer: string): IssuerKeys {
  const kept = keptValue(fetchKeys);
  let failed: { readonly at: number; readonly error: unknown } | undefined;

  async function fetchKeys(at: number): Promise<Keys> {
    if (failed && at - failed.at < PAUSE) throw failed.error;
    try {
      const keys = await fetchKeySet(issuer);
      const { createLocalJWKSet } = await import('jose');
      return { keySet: createLocalJWKSet(keys), keyIds: new Set(keys.keys.flatMap(({ kid }) => kid ?? [])) };
    } catch (cause) {
      const error = new Error(`Could not get the keys of ${issuer}.`, { cause });
      failed = { at, error };
      throw error;
    }
  }

  return async (keyId, now) => {
    const isKnown = keyId !== undefined && kept.last()?.value.keyIds.has(keyId);
    return (await kept.read(now, isKnown ? KEPT : UNKNOWN)).keySet;
  };
}

/** https://openid.net/specs/openid-connect-discovery-1_0.html */
async function fetchKeySet(issuer: string): Promise<v.InferOutput<typeof KeySet>> {
  const discovery = v.parse(
    Discovery,
    await fetchJson(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`),
  );
  if (discovery.issuer !== issuer)
    throw new Error(`The discovery document is for another issuer: ${discovery.issuer}.`);
  return v.parse(KeySet, await fetchJson(discovery.jwks_uri));
}

async function fetchJson(address: string): Promise<unknown> {
  const url = new URL(address);
  if (!isSecureUrl(url)) throw new Error(`${url.origin} is neither https nor on loopback.`);
  const signal = AbortSignal.timeout(DEADLINE_MILLISECONDS);
  const response = await fetch(url, { redirect: 'error', signal });
  if (!response.ok) throw new Error(`${url.origin} responded with status ${response.status}.`);
  return JSON.parse(await readLimited(response, MOST_BYTES)) as unknown;
}
