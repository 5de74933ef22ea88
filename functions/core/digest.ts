import { createHash, hash, type Hash } from 'node:crypto';

/**
 * SHA-256 of the parts in their order, as hex. The length of each part precedes it, so that different lists have
 * different digests.
 */
export function digest(...parts: readonly (string | Uint8Array)[]): string {
  let text = '';
  let hashed: Hash | undefined;
  for (const part of parts) {
    if (typeof part === 'string') {
      text += `${Buffer.byteLength(part)}:${part}`;
    } else {
      hashed = (hashed ?? createHash('sha256')).update(`${text}${part.length}:`).update(part);
      text = '';
    }
  }
  // A single step if all parts are text, which takes half the time.
  return hashed ? hashed.update(text).digest('hex') : hash('sha256', text);
}
