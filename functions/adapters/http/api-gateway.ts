import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Problem } from '../../core/http/problem.ts';
import { readQuery } from '../../core/http/read-query.ts';
import { once } from '../once.ts';

/** An HTTP request as API Gateway's HTTP API hands it over (payload format 2.0), its body back in bytes. */
export interface HttpRequest {
  /** API Gateway's own id of this request: new with every attempt of a sender. */
  readonly id: string;
  /** Method and path pattern: "GET /badges/{file}". */
  readonly route: string;
  /** Scheme and host of this API, as API Gateway knows it: no header has a say. */
  readonly origin: string;
  readonly method: string;
  /** The address that the request came from, as API Gateway saw it. */
  readonly sourceIp: string;
  /** Lower-case names; repeated headers stand joined by a comma. */
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
  /** The body's bytes are what this text means in base64. */
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

/** API Gateway speaks HTTPS alone; what runs on loopback does not. */
const originOf = (domainName: string): string =>
  `${/^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?$/.test(domainName) ? 'http' : 'https'}://${domainName}`;

export function writeResponse(response: HttpResponse): APIGatewayProxyStructuredResultV2 {
  const { status, headers, body, isBase64Encoded } = response;
  return { statusCode: status, headers: { ...headers }, body, ...(isBase64Encoded && { isBase64Encoded }) };
}

/** A terminal that shows a response goes on in a line of its own. */
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

/** The Lambda handler of a function of requests, which is made at the first one: importing an entry does nothing. */
export function httpHandler(make: () => (request: HttpRequest) => Promise<HttpResponse>) {
  const handler = once(make);
  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> =>
    writeResponse(await handler()(readRequest(event)));
}
