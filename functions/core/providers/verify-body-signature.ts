import { createHmac, timingSafeEqual } from 'node:crypto';
import { firstMatch, type Verified } from './provider.ts';

/** Lower-case hex only, whole: anything else is no signature, whatever a decoder would make of it. */
const HEX = /^[0-9a-f]{64}$/;

/**
 * Looks for the secret whose HMAC-SHA256 over the body's bytes this is. The bytes, and not their text:
 * what is not UTF-8 would not survive the way there.
 */
export function verifyBodySignature(hex: string, body: Buffer, secrets: readonly string[]): Verified | undefined {
  if (!HEX.test(hex)) return undefined;
  const given = Buffer.from(hex, 'latin1');
  return firstMatch(
    secrets.map((secret) =>
      timingSafeEqual(given, Buffer.from(createHmac('sha256', secret).update(body).digest('hex'), 'latin1')),
    ),
  );
}

/** "sha256=" and the digits, as GitHub and Bitbucket write a signature. Empty for what is none. */
export const sha256Digits = (signature = ''): string =>
  signature.startsWith('sha256=') ? signature.slice('sha256='.length) : '';
