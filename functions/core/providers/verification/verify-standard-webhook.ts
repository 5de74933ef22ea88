import { createHmac, timingSafeEqual } from 'node:crypto';
import { firstMatch, type Delivery, type Proof, type Verified } from '../provider.ts';

/**
 * Without a dot, since dots separate the signed parts: with one in the id, two messages could have the same signed
 * bytes.
 */
const ID = /^[A-Za-z0-9_-]{1,128}$/;
const SECONDS = /^\d{1,12}$/;
const SIGNATURE = /^v1,[A-Za-z0-9+/]{43}=$/;

/** How far a message's time may differ from ours, in seconds. */
const TOLERANCE = 300;

/**
 * Finds the secret that signed a Standard Webhooks message. Listed signatures with other versions are ignored.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function verifyStandardWebhook({ headers, body }: Delivery, { secrets, now }: Proof): Verified | undefined {
  const id = headers['webhook-id'] ?? '';
  const timestamp = headers['webhook-timestamp'] ?? '';
  const isMessage =
    ID.test(id) && SECONDS.test(timestamp) && Math.abs(Math.floor(now / 1000) - Number(timestamp)) <= TOLERANCE;
  const signatures = (headers['webhook-signature'] ?? '').split(' ').filter((each) => SIGNATURE.test(each));
  const given = signatures.map((each) => Buffer.from(each, 'latin1'));
  // Whatever is wrong with the message or the secret, the body is hashed, so that each refusal takes the same time.
  const matches = secrets.map((secret) => {
    const key = signingKey(secret);
    const signature = createHmac('sha256', key ?? secret)
      .update(`${id}.${timestamp}.`)
      .update(body)
      .digest('base64');
    // The texts are compared, since different base64 texts can decode to the same bytes.
    const right = Buffer.from(`v1,${signature}`, 'latin1');
    return given.map((each) => timingSafeEqual(each, right)).includes(true) && key !== undefined;
  });
  return isMessage ? firstMatch(matches) : undefined;
}

/** The key of a signing token: "whsec_" and 24 to 64 bytes in base64; undefined for any other text. */
export function signingKey(token: string): Buffer | undefined {
  const base64 = /^whsec_(?<base64>[A-Za-z0-9+/]+={0,2})$/.exec(token)?.groups?.['base64'] ?? '';
  const key = Buffer.from(base64, 'base64');
  return key.length >= 24 && key.length <= 64 && key.toString('base64') === base64 ? key : undefined;
}
