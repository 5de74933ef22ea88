import { createHmac, timingSafeEqual } from 'node:crypto';
import { firstMatch, type Delivery, type Verified } from '../provider.ts';

/** Lower-case hex only, whole: anything else is no signature, whatever a decoder would make of it. */
const HEX = /^[0-9a-f]{64}$/;

/** Looks for the secret whose HMAC-SHA256 over the body this is. A text that is no signature costs the same. */
export function verifyBodySignature(hex: string, { body }: Delivery, secrets: readonly string[]): Verified | undefined {
  const given = HEX.test(hex) ? Buffer.from(hex, 'hex') : undefined;
  return firstMatch(
    secrets.map((secret) => {
      const right = createHmac('sha256', secret).update(body).digest();
      return given !== undefined && timingSafeEqual(given, right);
    }),
  );
}

/** "sha256=" and the digits, as GitHub and Bitbucket write a signature. Empty for what is none. */
export const sha256Digits = (signature = ''): string =>
  signature.startsWith('sha256=') ? signature.slice('sha256='.length) : '';
