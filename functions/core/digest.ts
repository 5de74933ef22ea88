import { createHash } from 'node:crypto';

/**
 * SHA-256 of the parts in their order, as hex. The length of each part precedes it, so that different lists have
 * different digests.
 */
export function digest(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  let text = '';
  for (const part of parts) {
    if (typeof part === 'string') {
      text += `${Buffer.byteLength(part)}:${part}`;
    } else {
      hash.update(`${text}${part.length}:`).update(part);
      text = '';
    }
  }
  return hash.update(text).digest('hex');
}
