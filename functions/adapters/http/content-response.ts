import type { Content } from '../../core/http/content.ts';
import { acceptedCoding } from '../../core/http/content-coding.ts';
import { matchesEntityTag } from '../../core/http/entity-tag.ts';
import type { HttpResponse, HttpRequest } from './api-gateway.ts';

/**
 * Responds to GET and HEAD with the content in the requested coding, or with 304 if the client already has that
 * content. Only the request headers If-None-Match, If-Modified-Since and Accept-Encoding affect the response.
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
    ...content.headers,
    vary: 'accept-encoding',
    // Git hosts' image proxies cache the response but revalidate it for each request.
    'cache-control': content.isCurrent ? 'no-cache' : 'no-store',
    ...(content.isCurrent && { etag }),
    // Never in the future (RFC 9110, 8.8.2.1).
    ...(content.isCurrent &&
      modified !== undefined && {
        'last-modified': new Date(Math.min(wholeSecond(modified), receivedAt)).toUTCString(),
      }),
  };
  if (content.isCurrent && isUnchanged(asked, etag, modified)) return { status: 304, headers, body: '' };
  const { status = 200 } = content;
  const coded = { ...headers, ...(coding && { 'content-encoding': coding }) };
  if (method === 'HEAD') return { status, headers: coded, body: '' };
  if (typeof body === 'string') return { status, headers: coded, body };
  return { status, headers: coded, body: Buffer.from(body).toString('base64'), isBase64Encoded: true };
}

/** If-None-Match takes precedence where it is present (RFC 9110, 13.1.3). */
function isUnchanged(asked: HttpRequest['headers'], etag: string, modified: number | undefined): boolean {
  const ifNoneMatch = asked['if-none-match'];
  if (ifNoneMatch !== undefined) return matchesEntityTag(ifNoneMatch, etag);
  const since = Date.parse(asked['if-modified-since'] ?? '');
  return modified !== undefined && wholeSecond(modified) <= since;
}

/** HTTP dates have whole seconds. Rounded up, since a content that changes twice in a second must count as changed. */
const wholeSecond = (time: number): number => 1000 * Math.ceil(time / 1000);
