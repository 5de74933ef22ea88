import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PROTOCOLS } from '../../../../functions/core/providers/protocols.ts';
import { SENDERS, type Sender } from './senders.ts';

const NOW = 1_700_000_000_000;
const BODY = Buffer.from('{"object_kind":"push"}');

interface Given {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  readonly secrets?: readonly string[];
  readonly now?: number;
}

/** Verifies a delivery from this sender, with the given parts replaced. */
function verify(sender: Sender, given: Given = {}) {
  const { hook, secret } = sender;
  const delivery = { headers: given.headers ?? sender.headers(BODY, secret, NOW), body: given.body ?? BODY };
  const { verification = 'signature' } = hook;
  const proof = { secrets: given.secrets ?? [secret], verification, now: given.now ?? NOW };
  return PROTOCOLS[hook.provider].verify(delivery, proof);
}

const sender = (name: string): Sender => SENDERS.find(({ hook }) => hook.name === name)!;
const cases = SENDERS.map((each) => [each.hook.name, each] as const);

describe.each(cases)('%s', (_name, each) => {
  test('accepts deliveries from its host, and returns which of several secrets verified them', () => {
    expect(verify(each)).toEqual({ secret: 0 });
    expect(verify(each, { secrets: ['another', each.secret] })).toEqual({ secret: 1 });
  });

  test('refuses deliveries with no proof, an empty one, or one made with another secret', () => {
    const headers = each.headers(BODY, each.secret, NOW);
    const empty = Object.fromEntries(Object.keys(headers).map((name) => [name, '']));
    expect(verify(each, { headers: {} })).toBeUndefined();
    expect(verify(each, { headers: empty })).toBeUndefined();
    expect(verify(each, { secrets: ['whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='] })).toBeUndefined();
    expect(verify(each, { secrets: [] })).toBeUndefined();
  });

  test.each(SENDERS.filter((other) => other !== each).map((other) => [other.hook.name, other] as const))(
    'refuses deliveries in the form that %s sends, even with its own secret',
    (_other, other) => {
      const headers = other.headers(BODY, other.secret, NOW);
      expect(verify(each, { headers })).toBeUndefined();
      // Forgejo's headers named after GitHub mean the same as GitHub's: with the same secret, they are valid for GitHub.
      const speaksGitHub = other.hook.name === 'gitea' && each.hook.name === 'github';
      const borrowed = other.headers(BODY, each.secret, NOW);
      expect(verify(each, { headers: borrowed }) !== undefined).toBe(speaksGitHub);
    },
  );
});

/** Reading a header as latin1, as it came over the wire, keeps every bit. */
const flipped = (bytes: Buffer, at: number, bit: number): Buffer => {
  const copy = Buffer.from(bytes);
  copy[at % copy.length]! ^= 1 << bit;
  return copy;
};

const PROOFS: Readonly<Record<string, readonly string[]>> = {
  github: ['x-hub-signature-256'],
  gitlab: ['webhook-signature', 'webhook-id', 'webhook-timestamp'],
  'gitlab-token': ['x-gitlab-token'],
  bitbucket: ['x-hub-signature'],
  gitea: ['x-forgejo-signature'],
};

test.each(cases)('%s: flipping one bit of the body or of a proof header makes a delivery invalid', (name, each) => {
  const places = [...PROOFS[name]!, ...(name === 'gitlab-token' ? [] : ['body'])];
  fc.assert(
    fc.property(fc.json(), fc.constantFrom(...places), fc.nat(), fc.nat(7), (text, place, at, bit) => {
      const body = Buffer.from(text);
      const headers = each.headers(body, each.secret, NOW);
      expect(verify(each, { headers, body })).toEqual({ secret: 0 });
      if (place === 'body') {
        expect(verify(each, { headers, body: flipped(body, at, bit) })).toBeUndefined();
      } else {
        headers[place] = flipped(Buffer.from(headers[place]!, 'latin1'), at, bit).toString('latin1');
        expect(verify(each, { headers, body })).toBeUndefined();
      }
    }),
  );
});

describe("the examples in the hosts' documentation are verified:", () => {
  const secrets = ["It's a Secret to Everybody"];

  // https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries#testing-the-webhook-payload-validation
  test('GitHub', () => {
    const signature = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17';
    const given = { headers: { 'x-hub-signature-256': signature }, secrets, body: Buffer.from('Hello, World!') };
    expect(verify(sender('github'), given)).toEqual({ secret: 0 });
  });

  // https://support.atlassian.com/bitbucket-cloud/docs/manage-webhooks/ has the same secret, and no comma
  test('Bitbucket', () => {
    const headers = { 'x-hub-signature': 'sha256=a4771c39fbe90f317c7824e83ddef3caae9cb3d976c214ace1f2937e133263c9' };
    const given = { headers, secrets, body: Buffer.from('Hello World!') };
    expect(verify(sender('bitbucket'), given)).toEqual({ secret: 0 });
  });

  // https://github.com/standard-webhooks/standard-webhooks/blob/main/libraries/javascript/src/index.test.ts
  test('Standard Webhooks', () => {
    const headers = {
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    };
    const token = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const given = { headers, secrets: [token], body: Buffer.from('{"test": 2432232314}'), now: 1_614_265_330_000 };
    expect(verify(sender('gitlab'), given)).toEqual({ secret: 0 });
  });
});

describe.each(cases.filter(([, { hook }]) => hook.provider !== 'gitlab'))('the signature of %s', (name, each) => {
  const header = PROOFS[name]![0]!;
  const right = each.headers(BODY, each.secret, NOW)[header]!;
  const digits = right.slice(-64);

  test.each([
    '',
    right.slice(0, -1),
    `${right}0`,
    right.replace(digits, digits.toUpperCase()),
    right.toUpperCase(),
    ` ${right}`,
    `${right} `,
    `${right},${right}`,
    `SHA256=${digits}`,
    `sha512=${digits}`,
    `sha256=sha256=${digits}`,
    right.replace(digits, ''),
    right.replace(digits, 'z'.repeat(64)),
    'x'.repeat(10_240),
  ])('is not valid as %j', (signature) => {
    expect(verify(each, { headers: { [header]: signature } })).toBeUndefined();
  });
});

test('a SHA-1 signature is not accepted, even if it is right', () => {
  const github = sender('github');
  const sha1 = github.headers(BODY, github.secret, NOW)['x-hub-signature']!;
  expect(verify(github, { headers: { 'x-hub-signature': sha1 } })).toBeUndefined();
  expect(verify(github, { headers: { 'x-hub-signature-256': sha1 } })).toBeUndefined();
  expect(verify(sender('bitbucket'), { headers: { 'x-hub-signature': sha1 } })).toBeUndefined();
});

describe('a GitLab signing token', () => {
  const gitlab = sender('gitlab');
  const right = gitlab.headers(BODY, gitlab.secret, NOW);
  const signature = right['webhook-signature']!;
  const base64 = signature.slice('v1,'.length);

  test.each([-300, -299, 0, 299, 300])('accepts a message that is %d seconds off', (seconds) => {
    const headers = gitlab.headers(BODY, gitlab.secret, NOW + seconds * 1000);
    expect(verify(gitlab, { headers })).toEqual({ secret: 0 });
  });

  test.each([-172_800, -360, -301, 301])('refuses a message that is %d seconds off', (seconds) => {
    const headers = gitlab.headers(BODY, gitlab.secret, NOW + seconds * 1000);
    expect(verify(gitlab, { headers })).toBeUndefined();
  });

  /** Signed as it is, so that only its form can be wrong. */
  const signed = (id: string, timestamp: string) => ({
    ...right,
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${hmac(`${id}.${timestamp}.`)}`,
  });
  const hmac = (prefix: string): string =>
    createHmac('sha256', Buffer.from(gitlab.secret.slice('whsec_'.length), 'base64'))
      .update(prefix)
      .update(BODY)
      .digest('base64');

  test.each([
    '',
    '0',
    '-1',
    '+1700000000',
    '1e9',
    '0x6553f100',
    '1700000000abc',
    '1700000000.0',
    ' 1700000000',
    '1700000000 ',
    '1700000000000',
    '100000000000000000000',
  ])('refuses the timestamp %j', (timestamp) => {
    expect(verify(gitlab, { headers: signed('id', timestamp) })).toBeUndefined();
  });

  test.each(['', 'a.b', 'a b', 'ä', 'x'.repeat(129), 'x'.repeat(10_240)])('refuses the id %j', (id) => {
    expect(verify(gitlab, { headers: signed('id', '1700000000') })).toEqual({ secret: 0 });
    expect(verify(gitlab, { headers: signed(id, '1700000000') })).toBeUndefined();
  });

  test('refuses a message whose id contains part of another field', () => {
    const headers = { ...signed('a', '1700000000'), 'webhook-id': 'a.1700000000' };
    expect(verify(gitlab, { headers, body: BODY })).toBeUndefined();
  });

  test.each([
    `v2,${base64} ${signature}`,
    `v1a,${base64} ${signature}`,
    `v1,${'A'.repeat(43)}= ${signature}`,
    `${'v1,x '.repeat(1000)}${signature}`,
  ])('accepts one right signature among others: %j', (signatures) => {
    expect(verify(gitlab, { headers: { ...right, 'webhook-signature': signatures } })).toEqual({ secret: 0 });
  });

  test.each([
    'v1',
    'v1,',
    base64,
    `V1,${base64}`,
    `v1a,${base64}`,
    `v2,${base64}`,
    `v1,${base64.slice(0, -1)}`,
    `v1,${base64.replaceAll('/', '_').replaceAll('+', '-').replace('=', '')}`,
    `${signature},${signature}`,
    `\t${signature}`,
  ])('refuses the signature %j', (signatures) => {
    expect(verify(gitlab, { headers: { ...right, 'webhook-signature': signatures } })).toBeUndefined();
  });

  test.each(['', 'whsec_', 'whsec_c2hvcnQ=', gitlab.secret.slice('whsec_'.length), `${gitlab.secret}=`, 'whsec_!!!!'])(
    'the secret %j is not a signing token and verifies nothing',
    (secret) => {
      for (const key of [Buffer.alloc(0), Buffer.from(secret), Buffer.from(secret, 'base64')]) {
        const forged = createHmac('sha256', key).update('id.1700000000.').update(BODY).digest('base64');
        const headers = { ...signed('id', '1700000000'), 'webhook-signature': `v1,${forged}` };
        expect(verify(gitlab, { headers, secrets: [secret] })).toBeUndefined();
      }
    },
  );

  test('is the only accepted proof if the hook requires it: a plain token is not accepted', () => {
    const { 'webhook-signature': _, ...unsigned } = right;
    const headers = { ...unsigned, 'x-gitlab-token': gitlab.secret };
    expect(verify(gitlab, { headers })).toBeUndefined();
  });
});

test.each(['', ' ', 'kUwQ8VvHqX2zGm1', 'kUwQ8VvHqX2zGm1s\0', 'KUWQ8VVHQX2ZGM1S', 'kUwQ8VvHqX2zGm1s,kUwQ8VvHqX2zGm1s'])(
  'the plain token %j is refused',
  (token) => {
    expect(verify(sender('gitlab-token'), { headers: { 'x-gitlab-token': token } })).toBeUndefined();
  },
);
