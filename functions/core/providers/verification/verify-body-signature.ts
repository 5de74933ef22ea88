import { createHmac, timingSafeEqual } from 'node:crypto';
import { firstMatch, type Delivery, type Verified } from '../provider.ts';

/** Exactly 64 lower-case hex digits: anything else is not a signature, whatever a decoder would accept. */
const HEX = /^[0-9a-f]{64}$/;

/** Finds the secret whose HMAC-SHA256 over the body this is. An invalid text takes the same time. */
export function verifyBodySignature(hex: string, { body }: Delivery, secrets: readonly string[]): Verified | undefined {
  const given = HEX.test(hex) ? Buffer.from(hex, 'hex') : undefined;
  return firstMatch(
    secrets.map((secret) => {
      const right = createHmac('sha256', secret).update(body).digest();
      return given !== undefined && timingSafeEqual(given, right);
    }),
  );
}

/** The digits after "sha256=", as in signatures of GitHub and Bitbucket; empty for any other text. */
export const sha256Digits = (signature = ''): string =>
  signature.startsWith('sha256=') ? signature.slice('sha256='.length) : '';
