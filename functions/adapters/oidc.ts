import type { Caller } from '../core/access/caller.ts';
import { CLOCK_TOLERANCE_SECONDS, oidcCaller, type ApiAccess } from '../core/access/oidc-caller.ts';
import { issuerKeys } from './issuer-keys.ts';

/**
 * Tells who an OpenID Connect token speaks for; undefined for every token that is not one of a configured issuer for us.
 * The library is loaded with the first token.
 */
export function oidcAuthenticator({ issuers, rules }: ApiAccess) {
  const known = new Map(issuers.map((issuer) => [issuer.url, { issuer, keys: issuerKeys(issuer.url) }]));

  /** @throws Error when the issuer's keys can't be had */
  return async (token: string, now: number): Promise<Caller | undefined> => {
    if (known.size === 0) return undefined;
    const jose = await import('jose');
    const { keyId, issuer: url } = readUnverified(token, jose);
    const { issuer, keys } = known.get(url) ?? {};
    if (!issuer || !keys || keyId === undefined) return undefined;
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
    } catch {
      // All is at hand by now: what is wrong is wrong with the token.
      return undefined;
    }
  };
}

/** What a token says of itself, which only tells whose keys to ask. */
function readUnverified(token: string, jose: Pick<typeof import('jose'), 'decodeJwt' | 'decodeProtectedHeader'>) {
  try {
    const { kid } = jose.decodeProtectedHeader(token);
    const { iss } = jose.decodeJwt(token);
    return { keyId: kid, issuer: iss ?? '' };
  } catch {
    return { issuer: '' };
  }
}
