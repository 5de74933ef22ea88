import type { Content } from '../../core/http/content.ts';
import { acceptedCoding } from '../../core/http/content-coding.ts';
import { matchesEntityTag } from '../../core/http/entity-tag.ts';
import type { HttpResponse, HttpRequest } from './api-gateway.ts';

/**
 * Responds to GET and HEAD with a content: in the coding that is asked for, and not again to whom has it. Nothing of the
 * request but If-None-Match, If-Modified-Since and Accept-Encoding makes a difference.
 */
export async function contentResponse(
  { method, headers: asked, receivedAt }: HttpRequest,
  content: Content,
): Promise<HttpResponse> {
  const coding = acceptedCoding(asked['accept-encoding']);
  const { body, etag } = await content.representations(coding);
  const modified = content.lastModified;
  const headers = {
    'content-type': content.type,
    'content-security-policy': content.securityPolicy,
    'x-content-type-options': 'nosniff',
    vary: 'accept-encoding',
    // The image proxies of Git hosts keep a response, but ask each time whether it is still the one.
    'cache-control': content.isCurrent ? 'no-cache' : 'no-store',
    ...(content.isCurrent && { etag }),
    // Never later than now (RFC 9110, 8.8.2.1).
    ...(content.isCurrent &&
      modified !== undefined && {
        'last-modified': new Date(Math.min(wholeSecond(modified), receivedAt)).toUTCString(),
      }),
  };
  if (content.isCurrent && isUnchanged(asked, etag, modified)) return { status: 304, headers, body: '' };
  const coded = { ...headers, ...(coding && { 'content-encoding': coding }) };
  if (method === 'HEAD') return { status: 200, headers: coded, body: '' };
  if (typeof body === 'string') return { status: 200, headers: coded, body };
  return { status: 200, headers: coded, body: Buffer.from(body).toString('base64'), isBase64Encoded: true };
}

/** If-None-Match, where it is there, decides alone (RFC 9110, 13.1.3). */
function isUnchanged(asked: HttpRequest['headers'], etag: string, modified: number | undefined): boolean {
  const ifNoneMatch = asked['if-none-match'];
  if (ifNoneMatch !== undefined) return matchesEntityTag(ifNoneMatch, etag);
  const since = Date.parse(asked['if-modified-since'] ?? '');
  return modified !== undefined && wholeSecond(modified) <= since;
}

/** HTTP's dates are of whole seconds. Rounded up: what changes twice in a second is no longer what it was. */
const wholeSecond = (time: number): number => 1000 * Math.ceil(time / 1000);
