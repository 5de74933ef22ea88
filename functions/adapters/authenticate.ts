import type { Caller } from '../core/access/caller.ts';
import { isValidToken, readTokenRecord } from '../core/access/token-record.ts';
import { tokenId } from '../core/access/token.ts';
import type { ApiAccess } from '../core/access/oidc-caller.ts';
import type { AwsAccess } from './aws-access.ts';
import { oidcAuthenticator } from './oidc.ts';
import { parametersUnder } from './parameters-under.ts';

/**
 * Who sent a request, by its Authorization header; undefined for everybody else, whatever the reason.
 * @param now in milliseconds since 1970
 * @throws Error when it can't be told at the moment
 */
export type Authenticate = (authorization: string | undefined, now: number) => Promise<Caller | undefined>;

interface AuthenticateOptions {
  readonly stage: string;
  readonly access: AwsAccess;
  /** The projects file's; absent: our own tokens alone. */
  readonly api?: ApiAccess | undefined;
}

export function authenticator({ stage, access, api = { issuers: [], rules: [] } }: AuthenticateOptions): Authenticate {
  const authenticateToken = tokenAuthenticator(stage, access);
  const authenticateJwt = oidcAuthenticator(api);
  return async (authorization, now) => {
    const credential = readBearer(authorization);
    if (credential === undefined) return undefined;
    return isJwt(credential) ? authenticateJwt(credential, now) : authenticateToken(credential, now);
  };
}

const isJwt = (credential: string): boolean => /^[\w-]+(?:\.[\w-]*){2}$/.test(credential);

/** API Gateway joins repeated headers with a comma, which stands in no token. */
function readBearer(authorization = ''): string | undefined {
  return /^Bearer (?<credential>[\w.~+/=-]{1,8192})$/i.exec(authorization)?.groups?.['credential'];
}

/** Of our own tokens. One that was made or rotated in this minute is asked for once more. */
function tokenAuthenticator(stage: string, access: AwsAccess) {
  const read = parametersUnder(`/pushlight/${stage}/tokens/`, access);
  return async (token: string, now: number): Promise<Caller | undefined> => {
    const id = tokenId(token);
    if (id === undefined) return undefined;
    for (const fresh of [false, true]) {
      const parameters = await read(now, { fresh });
      const record = readTokenRecord(parameters.get(id) ?? '');
      if (isValidToken(token, record, now) && record)
        return { id: `token:${id}`, name: record.name, grant: record.grant };
    }
    return undefined;
  };
}
