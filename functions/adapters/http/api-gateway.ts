import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Problem } from '../../core/http/problem.ts';
import { readQuery } from '../../core/http/read-query.ts';
import { once } from '../once.ts';

/** An HTTP request from API Gateway's HTTP API (payload format 2.0), with its body decoded into bytes. */
export interface HttpRequest {
  /** API Gateway's id of this request: each attempt of a sender has a new one. */
  readonly id: string;
  /** Method and path pattern: "GET /badges/{file}". */
  readonly route: string;
  /** Scheme and host of this API as API Gateway knows them; no header affects them. */
  readonly origin: string;
  readonly method: string;
  /** The address that API Gateway received the request from. */
  readonly sourceIp: string;
  /** Lower-case names. The values of a repeated header are joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** The named segments of the route, decoded. */
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Buffer;
  /** When the request arrived, in milliseconds since 1970. */
  readonly receivedAt: number;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Whether `body` is base64-encoded. */
  readonly isBase64Encoded?: boolean;
}

export function readRequest(event: APIGatewayProxyEventV2): HttpRequest {
  const { requestContext } = event;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(event.headers)) headers[name.toLowerCase()] = value ?? '';
  const pathParameters: Record<string, string> = {};
  for (const [name, value] of Object.entries(event.pathParameters ?? {})) pathParameters[name] = value ?? '';
  return {
    id: requestContext.requestId,
    route: event.routeKey,
    origin: originOf(requestContext.domainName),
    method: requestContext.http.method,
    sourceIp: requestContext.http.sourceIp,
    headers,
    pathParameters,
    query: readQuery(event.rawQueryString),
    body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
    receivedAt: requestContext.timeEpoch,
  };
}

/** API Gateway only uses HTTPS; the local service on loopback uses HTTP. */
const originOf = (domainName: string): string =>
  `${/^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/.test(domainName) ? 'http' : 'https'}://${domainName}`;

export function writeResponse(response: HttpResponse): APIGatewayProxyStructuredResultV2 {
  const { status, headers, body, isBase64Encoded } = response;
  return { statusCode: status, headers: { ...headers }, body, ...(isBase64Encoded && { isBase64Encoded }) };
}

/** Ends the line in a terminal that shows the response. */
const line = (body: string): string => `${body}\n`;

export const json = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): HttpResponse => ({
  status,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
  body: line(typeof body === 'string' ? body : JSON.stringify(body)),
});

export const text = (status: number, body: string, headers: Readonly<Record<string, string>> = {}): HttpResponse => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...headers },
  body,
});

export const problem = (
  { type = 'about:blank', status, title, detail }: Problem,
  headers: Readonly<Record<string, string>> = {},
): HttpResponse => ({
  status,
  headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
  body: line(JSON.stringify({ type, title, status, detail })),
});

/**
 * The Lambda handler of a function that serves requests. The function is made at the first request, so importing an
 * entry does nothing.
 */
export function httpHandler(make: () => (request: HttpRequest) => Promise<HttpResponse>) {
  const handler = once(make);
  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> =>
    writeResponse(await handler()(readRequest(event)));
}
