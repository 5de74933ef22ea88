import { createHash } from 'node:crypto';

/** A strong validator of the content, for the ETag header. */
export const entityTag = (content: string): string =>
  `"${createHash('sha256').update(content).digest('base64url').slice(0, 22)}"`;

/**
 * Whether an If-None-Match header contains the tag: in a list, as a weak tag, or by "*" (RFC 9110, 13.1.2). Our tags
 * contain no comma, so the list can be split at commas.
 */
export function matchesEntityTag(ifNoneMatch: string | undefined, tag: string): boolean {
  const listed = ifNoneMatch?.split(',').map((entry) => entry.trim().replace(/^W\//, '')) ?? [];
  return listed.includes(tag) || listed.includes('*');
}
