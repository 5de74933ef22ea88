import { createHash } from 'node:crypto';

/** SHA-256 over parts in an order, as hex. Each part is preceded by its length, so that no two lists collide. */
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
