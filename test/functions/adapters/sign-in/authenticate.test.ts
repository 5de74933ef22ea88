import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { authenticator, type Authenticate } from '../../../../functions/adapters/sign-in/authenticate.ts';
import { hashToken, writeTokenRecord, type TokenRecord } from '../../../../functions/core/access/token-record.ts';
import { makeToken, TOKEN_BYTES, tokenId } from '../../../../functions/core/access/token.ts';
import type { AwsService } from '../../../../infra/local/aws/aws-service.ts';
import { createParameters, type Parameters } from '../../../../infra/local/parameters/parameters.ts';
import { startStandIns, temporaryDirectory, type StandIns } from '../../../infra/local/start-stand-ins.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const NOW = Date.parse('2026-01-01T00:00:00Z');

const grant: TokenRecord['grant'] = { projects: ['web'], actions: ['read'], refs: [], variables: [] };
const newToken = (): string => makeToken(randomBytes(TOKEN_BYTES));

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let parameters: Parameters;
let standIns: StandIns;
let calls: number;
let down: boolean;
let authenticate: Authenticate;

beforeEach(async () => {
  directory = await temporaryDirectory();
  parameters = createParameters({ directory: directory.path });
  calls = 0;
  down = false;
  const counted: AwsService = {
    signingName: 'ssm',
    async handle(request) {
      calls += 1;
      if (down) return { status: 500, headers: {}, body: '{"__type":"InternalServerError"}' };
      return parameters.handle(request);
    },
  };
  standIns = await startStandIns(directory.path, [counted]);
  const access = { ...standIns.client, endpointUrls: { ssm: standIns.url } };
  authenticate = authenticator({ stage: 'test', access });
});
afterEach(async () => {
  await standIns.stop();
  await directory.remove();
});

const parameter = (token: string): string => `/pushlight/test/tokens/${tokenId(token)}`;

function store(token: string, record: Partial<TokenRecord> = {}): string {
  const defaults = { name: 'deploy-bot', hash: hashToken(token), grant, createdAt: NOW, expiresAt: NOW + 60 * MINUTE };
  parameters.put(parameter(token), writeTokenRecord({ ...defaults, ...record }));
  return token;
}

test('a token identifies the caller and what it is allowed to do', async () => {
  const token = store(newToken());
  expect(await authenticate(`Bearer ${token}`, NOW)).toEqual({
    id: `token:${tokenId(token)}`,
    name: 'deploy-bot',
    grant,
  });
  expect(await authenticate(`bearer ${token}`, NOW)).toHaveProperty('grant');
});

test('only a single bearer token in the header is accepted', async () => {
  const token = store(newToken());
  const wrong = [
    undefined,
    '',
    token,
    'Bearer',
    'Bearer ',
    `Basic ${token}`,
    `Bearer  ${token}`,
    `Bearer ${token} `,
    `Bearer ${token},Bearer ${token}`,
    `Bearer ${token}, Bearer ${token}`,
    `Bearer ${token} ${token}`,
    `Bearer token=${token}`,
    `Bearer ${Buffer.from(token).toString('base64')}`,
    `Bearer ${'a'.repeat(9000)}`,
  ];
  for (const authorization of wrong) {
    expect(await authenticate(authorization, NOW), authorization?.slice(0, 100)).toHaveProperty('refused');
  }
  expect(calls, 'and none of them asks the store').toBe(0);
});

test('a wrong secret, an unknown id, an expired token and an unreadable record are refused after the same calls', async () => {
  const known = store(newToken());
  const expired = store(newToken(), { expiresAt: NOW });
  const unreadable = newToken();
  parameters.put(parameter(unreadable), '{}');
  const tries = [
    [makeToken(randomBytes(TOKEN_BYTES), tokenId(known)), 'the secret is wrong'],
    [newToken(), 'there is no such token'],
    [expired, 'the token has expired'],
    [unreadable, 'the stored record of the token is not valid'],
  ] as const;
  for (const [index, [token, refused]] of tries.entries()) {
    const later = NOW + index * 2 * MINUTE;
    const before = calls;
    expect(await authenticate(`Bearer ${token}`, later)).toEqual({ refused, details: { tokenId: tokenId(token) } });
    expect(calls - before).toBe(1);
  }
  expect(await authenticate(undefined, NOW)).toHaveProperty('refused', 'there is no Authorization header');
  expect(await authenticate(`Basic ${known}`, NOW)).toHaveProperty(
    'refused',
    'the Authorization header is not a bearer token',
  );
  expect(await authenticate(`Bearer ${known}x`, NOW)).toEqual({ refused: 'the token is malformed', details: {} });
});

test('the token before a rotation is valid until its grace period ends', async () => {
  const old = newToken();
  const rotated = makeToken(randomBytes(TOKEN_BYTES), tokenId(old));
  store(rotated, { previous: { hash: hashToken(old), until: NOW + MINUTE } });
  expect(await authenticate(`Bearer ${old}`, NOW)).toMatchObject({ id: `token:${tokenId(rotated)}` });
  expect(await authenticate(`Bearer ${rotated}`, NOW)).toMatchObject({ id: `token:${tokenId(rotated)}` });
  expect(await authenticate(`Bearer ${old}`, NOW + MINUTE)).toHaveProperty('refused');
});

test('one call serves all tokens for a minute, and unknown tokens cause at most one call in five seconds', async () => {
  const tokens = Array.from({ length: 9 }, () => store(newToken()));
  for (const token of tokens) expect(await authenticate(`Bearer ${token}`, NOW + MINUTE)).toHaveProperty('grant');
  expect(calls).toBe(1);
  for (let n = 0; n < 50; n += 1) await authenticate(`Bearer ${newToken()}`, NOW + MINUTE + n * 100);
  expect(calls).toBe(1);
  await authenticate(`Bearer ${newToken()}`, NOW + MINUTE + 5001);
  expect(calls).toBe(2);
});

test('a newly created token is valid at once', async () => {
  await authenticate(`Bearer ${newToken()}`, NOW);
  const token = store(newToken());
  expect(await authenticate(`Bearer ${token}`, NOW + 6 * SECOND)).toHaveProperty('grant');
});

test('a revoked token ends within a minute', async () => {
  const token = store(newToken());
  await authenticate(`Bearer ${token}`, NOW);
  parameters.remove(parameter(token));
  expect(await authenticate(`Bearer ${token}`, NOW + MINUTE + 1)).toHaveProperty('refused');
});

test('without the store, only tokens known from the last quarter of an hour are accepted', async () => {
  const token = store(newToken());
  down = true;
  await expect(authenticate(`Bearer ${token}`, NOW)).rejects.toThrow();
  down = false;
  await authenticate(`Bearer ${token}`, NOW);
  down = true;
  expect(await authenticate(`Bearer ${token}`, NOW + 15 * MINUTE)).toHaveProperty('grant');
  await expect(authenticate(`Bearer ${token}`, NOW + 15 * MINUTE + 1)).rejects.toThrow();
});

test('a failure of the store reveals nothing about the token', async () => {
  const token = store(newToken());
  down = true;
  const error: unknown = await authenticate(`Bearer ${token}`, NOW).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Error);
  expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(token.slice(23, 71));
});

test('a stored token record does not let anybody in', async () => {
  const token = store(newToken());
  const { hash } = JSON.parse(parameters.get(parameter(token))!) as { readonly hash: string };
  const secrets = [hash, hash.slice(0, 48), hash.slice(0, 56)];
  for (const secret of secrets) {
    expect(await authenticate(`Bearer pushlight_${tokenId(token)}_${secret}`, NOW)).toHaveProperty('refused');
  }
  expect(parameters.get(parameter(token))).not.toContain(token.slice(23, 71));
});
