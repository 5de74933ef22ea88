import type { Caller } from '../../core/access/caller.ts';
import { CLOCK_TOLERANCE_SECONDS, oidcCaller } from '../../core/access/oidc-caller.ts';
import type { ApiAccess } from '../../core/api-access.ts';
import { refused, type Refused } from '../../core/access/refused.ts';
import { issuerKeys } from './issuer-keys.ts';

/** Finds the caller of an OpenID Connect token from a configured issuer. The first token loads the library. */
export function oidcAuthenticator({ issuers, rules }: ApiAccess) {
  const known = new Map(issuers.map((issuer) => [issuer.url, { issuer, keys: issuerKeys(issuer.url) }]));

  /** @throws Error when the issuer's keys cannot be fetched */
  return async (token: string, now: number): Promise<Caller | Refused> => {
    if (known.size === 0) return refused('no issuer is configured');
    const jose = await import('jose');
    const unverified = readUnverified(token, jose);
    if (!unverified) return refused('the token is malformed');
    const { keyId, url } = unverified;
    const { issuer, keys } = known.get(url) ?? {};
    if (!issuer || !keys) return refused('the issuer is not configured', { issuer: url });
    const keySet = await keys(keyId, now);
    try {
      const { payload } = await jose.jwtVerify(token, keySet, {
        // GitHub and GitLab use it, and every OpenID provider supports it.
        algorithms: ['RS256'],
        issuer: issuer.url,
        audience: issuer.audience,
        requiredClaims: ['exp'],
        currentDate: new Date(now),
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
      });
      return oidcCaller(payload, issuer, rules);
    } catch (error) {
      // The keys are loaded by now, so the fault is the token's.
      return refused(whyNotVerified(error), { issuer: issuer.name, ...claimOf(error) });
    }
  };
}

type Jose = Pick<typeof import('jose'), 'decodeJwt' | 'decodeProtectedHeader'>;

/**
 * Reads the unverified claims of a token, only to learn whose keys to get; undefined for anything that is not a token.
 * A token may omit its key id if its issuer has a single key.
 * https://openid.net/specs/openid-connect-core-1_0.html#Signing
 */
function readUnverified(token: string, jose: Jose): { readonly keyId?: string; readonly url: string } | undefined {
  try {
    const { kid }: { readonly kid?: unknown } = jose.decodeProtectedHeader(token);
    const { iss }: { readonly iss?: unknown } = jose.decodeJwt(token);
    if (typeof iss !== 'string') return undefined;
    if (kid === undefined) return { url: iss };
    return typeof kid === 'string' ? { keyId: kid, url: iss } : undefined;
  } catch {
    return undefined;
  }
}

/** By the codes of jose's errors, since their messages may quote the token. */
const REASONS: Readonly<Record<string, string>> = {
  ERR_JWT_EXPIRED: 'the token has expired',
  ERR_JWT_CLAIM_VALIDATION_FAILED: 'a claim is missing or not valid',
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: 'the signature is not valid',
  ERR_JWKS_NO_MATCHING_KEY: 'the issuer does not publish the key of the token',
  ERR_JWKS_MULTIPLE_MATCHING_KEYS: 'the token does not specify which key of its issuer signed it',
  ERR_JOSE_ALG_NOT_ALLOWED: 'the algorithm is not RS256',
};

const whyNotVerified = (error: unknown): string => REASONS[textOf(error, 'code') ?? ''] ?? 'the token is malformed';

function claimOf(error: unknown): { readonly claims?: string } {
  const claims = textOf(error, 'claim');
  return claims === undefined ? {} : { claims };
}

function textOf(error: unknown, name: string): string | undefined {
  const value: unknown = error instanceof Error ? Reflect.get(error, name) : undefined;
  return typeof value === 'string' ? value : undefined;
}
