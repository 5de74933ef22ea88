import type { Caller } from '../../core/access/caller.ts';
import { refused, type Refused } from '../../core/access/refused.ts';
import { readTokenRecord, whyInvalid } from '../../core/access/token-record.ts';
import { tokenId } from '../../core/access/token.ts';
import type { ApiAccess } from '../../core/api-access.ts';
import type { AwsAccess } from '../aws/aws-access.ts';
import { oidcAuthenticator } from './oidc-authenticator.ts';
import { parametersUnder } from '../aws/parameters-under.ts';

/**
 * Finds the caller by a request's Authorization header, or the reason, for the log, why there is none.
 * @param now in milliseconds since 1970
 * @throws Error when the caller cannot be determined at the moment
 */
export type Authenticate = (authorization: string | undefined, now: number) => Promise<Caller | Refused>;

interface AuthenticateOptions {
  readonly stage: string;
  readonly access: AwsAccess;
  /** From the projects file. Where it is absent, only Pushlight's own tokens are accepted. */
  readonly api?: ApiAccess | undefined;
}

export function authenticator({ stage, access, api = { issuers: [], rules: [] } }: AuthenticateOptions): Authenticate {
  const authenticateToken = tokenAuthenticator(stage, access);
  const authenticateJwt = oidcAuthenticator(api);
  return async (authorization, now) => {
    if (authorization === undefined) return refused('there is no Authorization header');
    const credential = readBearer(authorization);
    if (credential === undefined) return refused('the Authorization header is not a bearer token');
    return isJwt(credential) ? authenticateJwt(credential, now) : authenticateToken(credential, now);
  };
}

const isJwt = (credential: string): boolean => /^[\w-]+(?:\.[\w-]*){2}$/.test(credential);

/** API Gateway joins repeated headers with a comma, which no token contains. */
function readBearer(authorization: string): string | undefined {
  return /^Bearer (?<credential>[\w.~+/=-]{1,8192})$/i.exec(authorization)?.groups?.['credential'];
}

/**
 * Authenticates Pushlight's own tokens. A token that was made or rotated within the last minute is looked up again,
 * past the cache.
 */
function tokenAuthenticator(stage: string, access: AwsAccess) {
  const read = parametersUnder(`/pushlight/${stage}/tokens/`, access);
  return async (token: string, now: number): Promise<Caller | Refused> => {
    const id = tokenId(token);
    if (id === undefined) return refused('the token is malformed');
    let reason = '';
    for (const fresh of [false, true]) {
      const kept = (await read(now, { fresh })).get(id);
      const record = readTokenRecord(kept ?? '');
      const why = whyInvalid(token, record, now);
      if (record && why === undefined) return { id: `token:${id}`, name: record.name, grant: record.grant };
      reason = kept !== undefined && !record ? 'the stored record of the token is not valid' : (why ?? '');
    }
    return refused(reason, { tokenId: id });
  };
}
