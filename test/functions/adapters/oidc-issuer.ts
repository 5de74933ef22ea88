import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose';

export const KEY_ID = 'key-1';

/** One key for all issuers of a test file, since generating it takes long. */
const keyPair = generateKeyPair('RS256', { extractable: true });

/** An issuer of OpenID Connect tokens on loopback, with a real RSA key. */
export async function startIssuer() {
  const { publicKey, privateKey } = await keyPair;
  const keys: JWK[] = [{ ...(await exportJWK(publicKey)), kid: KEY_ID, alg: 'RS256', use: 'sig' }];
  const asked: string[] = [];
  const issuer = {
    url: '',
    publicKey,
    /** The paths requested so far. */
    asked,
    /** The published keys; a test can add or withdraw some. */
    keys,
    /** If set, responds instead of the documents. */
    instead: undefined as RequestListener | undefined,
    /** The path of a document that is redirected elsewhere. */
    moved: undefined as string | undefined,
    discovery: {} as Record<string, unknown>,
    /** A token with these claims, by default signed with the issuer's key. */
    sign: (claims: JWTPayload, header: object = {}, key: CryptoKey | Uint8Array = privateKey) =>
      new SignJWT(claims).setProtectedHeader({ alg: 'RS256', kid: KEY_ID, ...header }).sign(key),
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (issuer.instead) {
      issuer.instead(request, response);
      return;
    }
    if (request.url === issuer.moved) {
      response.writeHead(302, { location: `/moved${request.url}` }).end();
      return;
    }
    const document = request.url?.endsWith('/jwks') ? { keys: issuer.keys } : issuer.discovery;
    response.setHeader('content-type', 'application/json').end(JSON.stringify(document));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  issuer.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  issuer.discovery = { issuer: issuer.url, jwks_uri: `${issuer.url}/jwks` };
  return issuer;
}
export type TestIssuer = Awaited<ReturnType<typeof startIssuer>>;
