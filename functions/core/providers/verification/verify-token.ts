import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { firstMatch, type Delivery, type Verified } from '../provider.ts';

/**
 * Finds the secret that a delivery carries in plain text. Comparing digests does not reveal a secret's length. The
 * body, which is not signed, is hashed nevertheless, so that the time of a refusal does not reveal how the hook
 * verifies.
 */
export function verifyToken(token: string, { body }: Delivery, secrets: readonly string[]): Verified | undefined {
  const given = sha256(token);
  const matches = secrets.map((secret) => {
    createHmac('sha256', secret).update(body).digest();
    return timingSafeEqual(given, sha256(secret));
  });
  return token === '' ? undefined : firstMatch(matches);
}

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
