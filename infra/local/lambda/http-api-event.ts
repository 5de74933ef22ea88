import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { LOCAL_ACCOUNT } from '../../serverless-file/local-stage.ts';

const API_ID = 'local';
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * The content types whose bodies the HTTP API passes as text; any other body is passed as base64.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
const TEXT = /^(?:text\/.*|application\/(?:json|xml|javascript))$/;

export interface RoutedRequest {
  readonly request: IncomingMessage;
  readonly body: Buffer;
  /** Method and path pattern: "GET /badges/{file}". */
  readonly routeKey: string;
  /** Decoded. */
  readonly path: string;
  /** Decoded. */
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly requestId: string;
  readonly receivedAt: Date;
}

/** The event of an HTTP API with payload format 2.0. */
export function httpApiEvent(routed: RoutedRequest): APIGatewayProxyEventV2 {
  const { request, body, routeKey, path, pathParameters, requestId, receivedAt } = routed;
  const { headers, cookies } = readHeaders(request, body.length);
  const rawQueryString = request.url?.split('?').slice(1).join('?') ?? '';
  const query = commaJoined(new URLSearchParams(rawQueryString));
  const isBase64Encoded = body.length > 0 && !isText(headers['content-type']);
  return {
    version: '2.0',
    routeKey,
    rawPath: path,
    rawQueryString,
    ...(cookies.length > 0 && { cookies }),
    headers,
    ...(Object.keys(query).length > 0 && { queryStringParameters: query }),
    requestContext: {
      accountId: LOCAL_ACCOUNT,
      apiId: API_ID,
      // As in API Gateway, the name that the request was sent to. Only loopback names reach this point.
      domainName: headers['host'] ?? '',
      domainPrefix: API_ID,
      http: {
        method: request.method ?? '',
        path,
        protocol: `HTTP/${request.httpVersion}`,
        sourceIp: request.socket.remoteAddress ?? '',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId,
      routeKey,
      stage: '$default',
      time: commonLogTime(receivedAt),
      timeEpoch: receivedAt.getTime(),
    },
    ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
    ...(body.length > 0 && { body: body.toString(isBase64Encoded ? 'base64' : 'utf8') }),
    isBase64Encoded,
  };
}

/** In API Gateway's format: 15 characters and a "=". */
export const newRequestId = (): string => `${randomBytes(12).toString('base64url').slice(0, 15)}=`;

/** Without the headers that end at the gateway, and with those that it adds. Cookies are only in `cookies`. */
function readHeaders(request: IncomingMessage, contentLength: number) {
  const sent = [];
  const cookies = [];
  for (let at = 0; at + 1 < request.rawHeaders.length; at += 2) {
    const name = request.rawHeaders[at]?.toLowerCase() ?? '';
    const value = request.rawHeaders[at + 1] ?? '';
    if (name === 'cookie') cookies.push(...value.split(/; */).filter(Boolean));
    else if (!['connection', 'keep-alive', 'transfer-encoding', 'content-length'].includes(name)) {
      sent.push([name, value] as const);
    }
  }
  const headers = {
    ...commaJoined([...sent, ['x-forwarded-for', request.socket.remoteAddress ?? '']]),
    'content-length': String(contentLength),
    'x-forwarded-port': String(request.socket.localPort),
    'x-forwarded-proto': 'http',
    'x-amzn-trace-id': `Root=1-${Math.floor(Date.now() / 1000).toString(16)}-${randomBytes(12).toString('hex')}`,
  };
  return { headers: headers as Record<string, string>, cookies };
}

function commaJoined(entries: Iterable<readonly [string, string]>): Record<string, string> {
  const joined = new Map<string, string>();
  for (const [name, value] of entries) {
    const before = joined.get(name);
    joined.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(joined);
}

function isText(contentType: string | undefined): boolean {
  return TEXT.test(contentType?.split(';')[0]?.trim().toLowerCase() ?? '');
}

/** "12/Mar/2020:19:03:58 +0000" */
function commonLogTime(time: Date): string {
  const [date, clock] = time.toISOString().split('T');
  const [year, , day] = date?.split('-') ?? [];
  return `${day}/${MONTHS[time.getUTCMonth()]}/${year}:${clock?.slice(0, 8)} +0000`;
}
