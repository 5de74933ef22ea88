import type { Caller } from '../../core/access/caller.ts';
import { CLOCK_TOLERANCE_SECONDS, oidcCaller } from '../../core/access/oidc-caller.ts';
import type { ApiAccess } from '../../core/api-access.ts';
import { refused, type Refused } from '../../core/access/refused.ts';
import { issuerKeys } from './issuer-keys.ts';

/** Tells who an OpenID Connect token of a configured issuer speaks for. The library is loaded with the first token. */
export function oidcAuthenticator({ issuers, rules }: ApiAccess) {
  const known = new Map(issuers.map((issuer) => [issuer.url, { issuer, keys: issuerKeys(issuer.url) }]));

  /** @throws Error when the issuer's keys can't be had */
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
        // GitHub's and GitLab's, and every OpenID provider has it.
        algorithms: ['RS256'],
        issuer: issuer.url,
        audience: issuer.audience,
        requiredClaims: ['exp'],
        currentDate: new Date(now),
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
      });
      return oidcCaller(payload, issuer, rules);
    } catch (error) {
      // All is at hand by now: what is wrong is wrong with the token.
      return refused(whyNotVerified(error), { issuer: issuer.name, ...claimOf(error) });
    }
  };
}

type Jose = Pick<typeof import('jose'), 'decodeJwt' | 'decodeProtectedHeader'>;

/**
 * What a token says of itself, which only tells whose keys to ask; undefined for what is no token. A token may leave
 * its key's id out where the issuer has one key only. https://openid.net/specs/openid-connect-core-1_0.html#Signing
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

/** By the codes of jose's errors, whose messages may repeat what is in the token. */
const REASONS: Readonly<Record<string, string>> = {
  ERR_JWT_EXPIRED: 'the token has expired',
  ERR_JWT_CLAIM_VALIDATION_FAILED: 'a claim is missing or not valid',
  ERR_JWS_SIGNATURE_VERIFICATION_FAILED: "the signature is not the issuer's",
  ERR_JWKS_NO_MATCHING_KEY: 'the issuer publishes no such key',
  ERR_JWKS_MULTIPLE_MATCHING_KEYS: 'the token does not say which key of its issuer it is signed with',
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
