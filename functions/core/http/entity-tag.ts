import { createHash } from 'node:crypto';

/** A strong validator of the content, for the ETag header. */
export const entityTag = (content: string): string =>
  `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;

/**
 * Whether an If-None-Match header names the tag: in a list, as a weak one, or by "*" (RFC 9110, 13.1.2).
 * Our own tags hold no comma, so a list may be split at every one.
 */
export function matchesEntityTag(ifNoneMatch: string | undefined, tag: string): boolean {
  const listed = ifNoneMatch?.split(',').map((entry) => entry.trim().replace(/^W\//, '')) ?? [];
  return listed.includes(tag) || listed.includes('*');
}
