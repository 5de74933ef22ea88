import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { once } from './once.ts';

/** An HTTP request as API Gateway's HTTP API hands it over (payload format 2.0), its body back in bytes. */
export interface HttpRequest {
  /** API Gateway's own id of this request: new with every attempt of a sender. */
  readonly id: string;
  readonly method: string;
  /** Lower-case names; repeated headers stand joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** The named segments of the route, decoded. */
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: Buffer;
  /** When the request arrived, in milliseconds since 1970. */
  readonly receivedAt: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function readRequest(event: APIGatewayProxyEventV2): HttpRequest {
  const { requestContext } = event;
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(event.headers)) headers[name.toLowerCase()] = value ?? '';
  const pathParameters: Record<string, string> = {};
  for (const [name, value] of Object.entries(event.pathParameters ?? {})) pathParameters[name] = value ?? '';
  return {
    id: requestContext.requestId,
    method: requestContext.http.method,
    headers,
    pathParameters,
    query: new URLSearchParams(event.rawQueryString),
    body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
    receivedAt: requestContext.timeEpoch,
  };
}

export function writeAnswer({ status, headers, body }: HttpAnswer): APIGatewayProxyStructuredResultV2 {
  return { statusCode: status, headers: { ...headers }, body };
}

export const json = (status: number, body: unknown): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/json', 'cache-control': 'no-store' },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

/** An error as RFC 9457 has it. `detail` says what would be right, and nothing that a stranger may not know. */
export function problem(
  status: number,
  title: string,
  detail: string,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer {
  return {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...headers },
    body: JSON.stringify({ type: 'about:blank', title, status, detail }),
  };
}

/** The Lambda handler of a function of requests, which is made at the first one: importing an entry does nothing. */
export function httpHandler(make: () => (request: HttpRequest) => Promise<HttpAnswer>) {
  const answer = once(make);
  return async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> =>
    writeAnswer(await answer()(readRequest(event)));
}
