import { inspect } from 'node:util';
import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload } from 'jose';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { authenticator, type Authenticate } from '../../../../functions/adapters/sign-in/authenticate.ts';
import type { Grant } from '../../../../functions/core/api-access.ts';
import { KEY_ID, startIssuer, type TestIssuer } from '../oidc-issuer.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const NOW = Date.parse('2026-08-01T00:00:00Z');
const AUDIENCE = 'https://builds.acme.example';

const grant: Grant = { projects: ['web'], actions: ['start', 'read'], refs: ['main'], variables: ['VERSION'] };

let issuer: TestIssuer;
let authenticate: Authenticate;

beforeEach(async () => {
  issuer = await startIssuer();
  authenticate = authenticator({
    stage: 'test',
    // Nothing here asks the Parameter Store.
    access: { region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } },
    api: {
      issuers: [{ name: 'github', url: issuer.url, audience: AUDIENCE }],
      rules: [
        {
          issuer: 'github',
          claims: { repository_id: '456789', repository_owner_id: '123456', ref: 'refs/heads/main' },
          grant,
        },
      ],
    },
  });
});
afterEach(() => issuer.stop());

/** The claims of a token, as in GitHub's documentation. */
const claims = (changed: object = {}): JWTPayload => ({
  iss: issuer.url,
  aud: AUDIENCE,
  sub: 'repo:octocat/my-repo:ref:refs/heads/main',
  jti: '6f1a2b3c-0000-4000-8000-000000000001',
  iat: NOW / 1000,
  nbf: NOW / 1000 - 600,
  exp: NOW / 1000 + 300,
  repository: 'octocat/my-repo',
  repository_id: '456789',
  repository_owner_id: '123456',
  ref: 'refs/heads/main',
  event_name: 'push',
  ...changed,
});

const ask = (token: string, now = NOW) => authenticate(`Bearer ${token}`, now);
const without = (name: string): JWTPayload =>
  Object.fromEntries(Object.entries(claims()).filter(([claim]) => claim !== name));

test("an issuer's token identifies the caller, what its rule grants, and its own id until it expires", async () => {
  expect(await ask(await issuer.sign(claims()))).toEqual({
    id: 'oidc:github:repo:octocat/my-repo:ref:refs/heads/main',
    name: 'github repo:octocat/my-repo:ref:refs/heads/main',
    grant,
    singleUse: { id: expect.stringMatching(/^[0-9a-f]{64}$/), until: NOW + 330 * SECOND },
  });
});

test.each<[string, object]>([
  ['a sub with ids', { sub: 'repo:octocat@123456/my-repo@456789:ref:refs/heads/main' }],
  ['our audience in a list of one', { aud: [AUDIENCE] }],
  ['a clock that differs by a few seconds', { nbf: NOW / 1000 + 20, exp: NOW / 1000 - 20 }],
])('%s is accepted too', async (_, changed) => {
  expect(await ask(await issuer.sign(claims(changed)))).toMatchObject({ grant });
});

test.each<[string, object]>([
  ['a different issuer in its payload', { iss: 'https://token.actions.githubusercontent.com' }],
  ['a slash after the issuer', { iss: 'http://127.0.0.1/' }],
  ['the audience of somebody else', { aud: 'sts.amazonaws.com' }],
  ["the owner's URL as audience, which is the default", { aud: 'https://github.com/octocat' }],
  ['our audience among others', { aud: [AUDIENCE, 'sts.amazonaws.com'] }],
  ['our audience twice in a list', { aud: [AUDIENCE, AUDIENCE] }],
  ['our audience in a list in a list', { aud: [[AUDIENCE]] }],
  ['no audience in its list', { aud: [] }],
  ['a start time that is not a number', { nbf: 'now' }],
  ['an issue time that is not a number', { iat: 'now' }],
  ['an expiry time in the past', { exp: NOW / 1000 - 31 }],
  ['a start time in the future', { nbf: NOW / 1000 + 31 }],
  ['an expiry time that is not a number', { exp: '4102444800' }],
  ['an empty id', { jti: '' }],
  ['another repository', { repository_id: '456780' }],
  ['another owner', { repository_owner_id: '1' }],
  ['another branch', { ref: 'refs/heads/main2' }],
  ['a tag of that name', { ref: 'refs/tags/main' }],
  ['a ref in a list', { ref: ['refs/heads/main'] }],
  ['a pull request as subject', { sub: 'repo:octocat/my-repo:pull_request' }],
  ['a pull request as subject, with ids', { sub: 'repo:octocat@123456/my-repo@456789:pull_request' }],
  ['a pull request as event', { sub: 'repo:octocat/my-repo:environment:prod', event_name: 'pull_request' }],
  ['a pull request from a fork as event', { event_name: 'pull_request_target' }],
  ['a merge request as source', { pipeline_source: 'merge_request_event' }],
])('a token with %s is refused', async (_, changed) => {
  expect(await ask(await issuer.sign(claims(changed)))).toHaveProperty('refused');
});

test.each(['exp', 'sub', 'jti', 'aud', 'iss', 'ref', 'repository_id'])(
  'a token without %s is refused',
  async (name) => {
    expect(await ask(await issuer.sign(without(name)))).toHaveProperty('refused');
  },
);

const base64url = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

test('a token that is not signed with a key of the issuer is refused', async () => {
  const other = await generateKeyPair('RS256');
  const publicPem = Buffer.from(await exportSPKI(issuer.publicKey));
  const valid = await issuer.sign(claims());
  const [header = '', payload = '', signature = ''] = valid.split('.');
  const forged = {
    'alg none': `${base64url({ alg: 'none', kid: KEY_ID })}.${payload}.`,
    'alg none, with a signature': `${base64url({ alg: 'none', kid: KEY_ID })}.${payload}.${signature}`,
    'HS256 with the public key': await issuer.sign(claims(), { alg: 'HS256' }, publicPem),
    'another RSA key': await issuer.sign(claims(), {}, other.privateKey),
    'a key of its own': await issuer.sign(claims(), { jwk: { kty: 'RSA' } }, other.privateKey),
    'a key from elsewhere': await issuer.sign(claims(), { jku: 'https://evil.example/jwks' }, other.privateKey),
    'no kid': `${base64url({ alg: 'RS256' })}.${payload}.${signature}`,
    'other claims': `${header}.${base64url(claims({ ref: 'refs/heads/main', actor: 'me' }))}.${signature}`,
    'no signature': `${header}.${payload}.`,
    'half a token': `${header}.${payload}`,
    'no JSON': `${Buffer.from('x').toString('base64url')}.${payload}.${signature}`,
  };
  for (const [what, token] of Object.entries(forged)) expect(await ask(token), what).toHaveProperty('refused');
  expect(await ask(valid)).toHaveProperty('grant');
});

test("a token without a kid is verified with the issuer's only key, and refused if there are several", async () => {
  const [key] = issuer.keys;
  const token = await issuer.sign(claims({ exp: NOW / 1000 + 3600 }), { kid: undefined });
  expect(await ask(token)).toHaveProperty('grant');
  const other = await generateKeyPair('RS256', { extractable: true });
  const otherKey = await exportJWK(other.publicKey);
  issuer.keys = [{ ...otherKey, kid: 'key-2' }];
  const next = await issuer.sign(claims({ exp: NOW / 1000 + 3600 }), { kid: undefined }, other.privateKey);
  expect(await ask(next, NOW + MINUTE)).toHaveProperty('refused', 'the signature is not valid');
  expect(await ask(next, NOW + MINUTE + 1)).toHaveProperty('grant');
  expect(await ask(token, NOW + MINUTE + 1)).toHaveProperty('refused', 'the signature is not valid');
  issuer.keys = [key!, { ...otherKey, kid: 'key-2' }];
  expect(await ask(next, NOW + 3 * MINUTE)).toHaveProperty(
    'refused',
    'the token does not specify which key of its issuer signed it',
  );
  expect(issuer.asked).toHaveLength(6);
});

test('for every refusal, the log has the reason and the ids but nothing else from the token', async () => {
  const subject = 'repo:octocat/my-repo:ref:refs/heads/main';
  const other = await generateKeyPair('RS256');
  const valid = await issuer.sign(claims());
  const [, payload = '', signature = ''] = valid.split('.');
  const invalid = 'a claim is missing or not valid';
  const tries: readonly (readonly [string, string, object])[] = [
    [valid.slice(0, -4), 'the signature is not valid', { issuer: 'github' }],
    [await issuer.sign(claims(), {}, other.privateKey), 'the signature is not valid', { issuer: 'github' }],
    [await issuer.sign(claims({ exp: 1 })), 'the token has expired', { issuer: 'github', claims: 'exp' }],
    [await issuer.sign(claims({ nbf: 4e9 })), invalid, { issuer: 'github', claims: 'nbf' }],
    [await issuer.sign(claims({ aud: 'canary' })), invalid, { issuer: 'github', claims: 'aud' }],
    [await issuer.sign(claims({ aud: [AUDIENCE, 'canary'] })), invalid, { issuer: 'github', claims: 'aud' }],
    [await issuer.sign(claims({ ref: 'canary' })), 'no rule matches', { issuer: 'github', subject, claims: 'ref' }],
    [
      await issuer.sign(without('jti')),
      'the token has no id, and its issuer is not configured with singleUse: false',
      { issuer: 'github', subject, claims: 'jti' },
    ],
    [
      await issuer.sign(claims({ event_name: 'pull_request' })),
      'the job belongs to a pull or merge request',
      { issuer: 'github', subject },
    ],
    [
      await issuer.sign(claims({ iss: 'https://other.example' })),
      'the issuer is not configured',
      { issuer: 'https://other.example' },
    ],
    [
      await issuer.sign(claims(), { kid: 'canary' }),
      'the issuer does not publish the key of the token',
      { issuer: 'github' },
    ],
    [await issuer.sign(claims(), { kid: 7 }), 'the token is malformed', {}],
    [await issuer.sign(claims({ iss: ['x'] as never })), 'the token is malformed', {}],
    [
      `${base64url({ alg: 'none', kid: KEY_ID })}.${payload}.${signature}`,
      'the algorithm is not RS256',
      { issuer: 'github' },
    ],
    ['a.b.c', 'the token is malformed', {}],
  ];
  for (const [token, refused, details] of tries) expect(await ask(token)).toEqual({ refused, details });
});

test('text from an issuer cannot fill the log', async () => {
  const response = await ask(await issuer.sign(claims({ iss: `https://${'x'.repeat(3000)}` })));
  expect(JSON.stringify(response).length).toBeLessThan(400);
});

test('a published key of another algorithm verifies nothing', async () => {
  const { publicKey, privateKey } = await generateKeyPair('RS512', { extractable: true });
  const { alg: _, ...key } = await exportJWK(publicKey);
  issuer.keys = [...issuer.keys, { ...key, kid: 'key-512' }];
  const token = await issuer.sign(claims(), { alg: 'RS512', kid: 'key-512' }, privateKey);
  expect(await ask(token)).toHaveProperty('refused');
});

test('a kid is only looked up among the published keys, never used as a path: only two documents are requested', async () => {
  for (const kid of ['../../etc/passwd', 'https://evil.example/jwks', '', '__proto__', 'key-2']) {
    expect(await ask(await issuer.sign(claims(), { kid })), kid).toHaveProperty('refused');
  }
  expect(issuer.asked).toEqual(['/.well-known/openid-configuration', '/jwks']);
});

test('a token of an issuer that is not configured causes no request', async () => {
  expect(await ask(await issuer.sign(claims({ iss: 'https://evil.example' })))).toHaveProperty('refused');
  expect(issuer.asked).toEqual([]);
});

test('keys are kept for ten minutes, after which a withdrawn key is no longer valid', async () => {
  const token = await issuer.sign(claims({ exp: NOW / 1000 + 3600 }));
  expect(await ask(token)).toHaveProperty('grant');
  issuer.keys = [];
  expect(await ask(token, NOW + 10 * MINUTE)).toHaveProperty('grant');
  expect(issuer.asked).toHaveLength(2);
  expect(await ask(token, NOW + 10 * MINUTE + 1)).toHaveProperty('refused');
});

test('a new key is found, and made-up ones cause at most one request per minute', async () => {
  const [key] = issuer.keys;
  await ask(await issuer.sign(claims()));
  const token = await issuer.sign(claims(), { kid: 'key-2' });
  for (let n = 0; n < 20; n += 1) expect(await ask(token, NOW + n * SECOND)).toHaveProperty('refused');
  expect(issuer.asked).toHaveLength(2);
  issuer.keys = [{ ...key!, kid: 'key-2' }];
  expect(await ask(token, NOW + MINUTE + 1)).toHaveProperty('grant');
  expect(issuer.asked).toHaveLength(4);
});

test('simultaneous requests share one look-up', async () => {
  const token = await issuer.sign(claims());
  await Promise.all(Array.from({ length: 10 }, () => ask(token)));
  expect(issuer.asked).toHaveLength(2);
});

test('while the keys are unavailable, nothing is revealed and the issuer is not asked on every request', async () => {
  const token = await issuer.sign(claims());
  issuer.instead = (_, response) => response.writeHead(503).end();
  for (let n = 0; n < 5; n += 1)
    await expect(ask(token, NOW + n * SECOND)).rejects.toThrow(/Could not get the keys of /);
  expect(issuer.asked).toHaveLength(1);
  issuer.instead = undefined;
  expect(await ask(token, NOW + 5 * SECOND)).toHaveProperty('grant');
});

test('a failure of the issuer reveals nothing about the token', async () => {
  const token = await issuer.sign(claims());
  issuer.instead = (_, response) => response.writeHead(503).end();
  const error: unknown = await ask(token).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Error);
  expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(token.split('.')[2]);
});

test('cached keys stay valid while the issuer is down, but no longer than their limit', async () => {
  const token = await issuer.sign(claims({ exp: NOW / 1000 + 3600 }));
  await ask(token);
  issuer.instead = (_, response) => response.writeHead(503).end();
  expect(await ask(token, NOW + 10 * MINUTE)).toHaveProperty('grant');
  await expect(ask(token, NOW + 10 * MINUTE + 1)).rejects.toThrow();
});

test('documents that are too long, redirected, of another issuer, or without keys let nobody in', async () => {
  const token = await issuer.sign(claims());
  const good = issuer.discovery;
  const tries: readonly (() => void)[] = [
    () => (issuer.moved = '/.well-known/openid-configuration'),
    () => (issuer.moved = '/jwks'),
    () => (issuer.discovery = { ...good, padding: 'x'.repeat(150_000) }),
    () => (issuer.instead = (_, response) => response.end('{}')),
    () => (issuer.discovery = { ...good, issuer: `${issuer.url}/` }),
    // The same server, under a name that is not known to be loopback.
    () => (issuer.discovery = { ...good, jwks_uri: `${issuer.url.replace('127.0.0.1', '[::ffff:127.0.0.1]')}/jwks` }),
    () => (issuer.discovery = { ...good, jwks_uri: 'file:///etc/passwd' }),
  ];
  for (const [index, change] of tries.entries()) {
    Object.assign(issuer, { instead: undefined, moved: undefined, discovery: good });
    change();
    await expect(ask(token, NOW + index * 6 * SECOND), String(change)).rejects.toThrow(/Could not get the keys/);
  }
});

test.each<[string, unknown]>([
  ['null', null],
  ['without a type', { kid: 'x', n: 'AQAB' }],
  ['with a number for an id', { kty: 'RSA', kid: 7 }],
  ['of an unknown type', { kty: 'NEW', kid: 'y' }],
])('a published key that is %s does not affect the keys beside it', async (_, key) => {
  issuer.keys.unshift(key as (typeof issuer.keys)[number]);
  expect(await ask(await issuer.sign(claims()))).toMatchObject({ grant });
});

test('an issuer that never responds fails within the deadline', async () => {
  issuer.instead = () => {};
  const started = performance.now();
  await expect(ask(await issuer.sign(claims()))).rejects.toThrow(/Could not get the keys/);
  expect(performance.now() - started).toBeLessThan(4000);
});
