import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether a request contains the hook's credential: every user of this machine can reach the port. */
export const isCredential = (given: string | undefined, right: string | undefined): boolean =>
  given !== undefined && right !== undefined && timingSafeEqual(sha256(given), sha256(right));

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();
