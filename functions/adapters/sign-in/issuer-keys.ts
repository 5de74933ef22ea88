import type { LocalJWKSet } from 'jose';
import * as v from 'valibot';
import { keptValue } from '../../core/kept-value.ts';

const MINUTE = 60_000;
/** A key that an issuer takes back counts no longer than this. */
const KEPT = 10 * MINUTE;
/** Whoever invents key ids makes us ask no more often. */
const UNKNOWN = MINUTE;
/** An issuer that does not respond is not asked again by every request. */
const PAUSE = 5_000;

/** API Gateway's own limits for a JWT authorizer. */
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
 * An issuer's public keys, by its discovery document; asked again for a key id that is not among them, and for a token
 * without one, since its key may be a new one.
 * @throws Error when it does not respond, so that nothing can be told
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
      const error = new Error(`The keys of ${issuer} can't be had.`, { cause });
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
  if (discovery.issuer !== issuer) throw new Error(`The discovery document is of ${discovery.issuer}.`);
  return v.parse(KeySet, await fetchJson(discovery.jwks_uri));
}

async function fetchJson(address: string): Promise<unknown> {
  const url = new URL(address);
  if (!isSecure(url)) throw new Error(`${url.origin} is neither https nor on loopback.`);
  const signal = AbortSignal.timeout(DEADLINE_MILLISECONDS);
  const response = await fetch(url, { redirect: 'error', signal });
  if (!response.ok) throw new Error(`${url.origin} responded with status ${response.status}.`);
  return JSON.parse(await readText(response)) as unknown;
}

/** Nobody on the way can change what comes back. */
const isSecure = ({ protocol, hostname }: URL): boolean =>
  protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(hostname));

async function readText({ body, url }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > MOST_BYTES) throw new Error(`${url} is longer than ${MOST_BYTES} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
