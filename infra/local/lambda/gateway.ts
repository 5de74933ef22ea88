import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MAX_PAYLOAD_BYTES } from './execution-environment.ts';
import type { Invoke } from './execution-environment.ts';
import { httpApiEvent, newRequestId } from './http-api-event.ts';
import { gatewayResponse, httpApiResponse } from './http-api-response.ts';
import type { HttpApiResponse } from './http-api-response.ts';
import { refusal } from '../loopback.ts';
import { withTimeout } from '../with-timeout.ts';
import { createRouter } from './router.ts';

export interface Route {
  readonly method: string;
  /** "/badges/{file}": a parameter is a whole segment. */
  readonly path: string;
  readonly invoke: Invoke;
}

/** A request to a route whose response has been sent. */
export interface CompletedRequest {
  /** "GET /badges/{file}" */
  readonly route: string;
  readonly pathParameters: Readonly<Record<string, string>>;
  readonly status: number;
  readonly milliseconds: number;
  readonly responseBody: string;
}

export interface GatewayOptions {
  /** 0 for any free port. */
  readonly port: number;
  readonly routes: readonly Route[];
  readonly onRequest?: (request: CompletedRequest) => void;
  readonly integrationTimeoutMilliseconds?: number;
}

export interface Gateway {
  readonly url: string;
  readonly port: number;
  /** Closes every connection, whatever is in progress. */
  stop(): Promise<void>;
}

/** https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-quotas.html */
const MAX_BODY_BYTES = 10 * 1024 * 1024;
const MAX_HEAD_BYTES = 10_240;
const INTEGRATION_TIMEOUT_MILLISECONDS = 30_000;

/**
 * API Gateway's HTTP API on 127.0.0.1: makes one event with payload format 2.0 for each request to a known route.
 *
 * @throws the server's own error when the port is not available (its `code` is EADDRINUSE if the port is in use)
 */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { routes, onRequest, integrationTimeoutMilliseconds = INTEGRATION_TIMEOUT_MILLISECONDS } = options;
  const findRoute = createRouter(routes);
  // Node's own limit is higher, so that we can enforce the exact one.
  const server = createServer({ maxHeaderSize: 2 * MAX_HEAD_BYTES }, (request, response) => {
    void respond(request, response);
  });

  async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const receivedAt = new Date();
    const requestId = newRequestId();
    response.setHeader('apigw-requestid', requestId);
    const refused = refusal(request, port);
    if (refused !== undefined) return send(response, gatewayResponse(403, refused));
    if (headBytes(request) > MAX_HEAD_BYTES) {
      return send(response, gatewayResponse(431, 'Request Header Fields Too Large'));
    }
    const match = findRoute(request.method ?? '', request.url?.split('?')[0] ?? '');
    if (match === 'malformed') return send(response, gatewayResponse(400, 'Bad Request'));
    if (!match) return send(response, gatewayResponse(404, 'Not Found'));

    const { route, path, pathParameters } = match;
    const routeKey = `${route.method} ${route.path}`;
    let sent: HttpApiResponse;
    try {
      const body = await readBody(request);
      const event = body && httpApiEvent({ request, body, routeKey, path, pathParameters, requestId, receivedAt });
      if (!event || Buffer.byteLength(JSON.stringify(event)) > MAX_PAYLOAD_BYTES) {
        sent = gatewayResponse(413, 'Request Entity Too Large');
      } else {
        const invocation = await withTimeout(route.invoke(event), integrationTimeoutMilliseconds);
        sent = invocation ? httpApiResponse(invocation) : gatewayResponse(503, 'Service Unavailable');
      }
    } catch {
      // The client has disconnected.
      return;
    }
    send(response, sent);
    onRequest?.({
      route: routeKey,
      pathParameters,
      status: response.statusCode,
      milliseconds: Date.now() - receivedAt.getTime(),
      responseBody: sent.body.toString(),
    });
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The size of the request line and headers, as they were sent. */
function headBytes({ method, url, httpVersion, rawHeaders }: IncomingMessage): number {
  const line = `${method} ${url} HTTP/${httpVersion}\r\n`.length;
  // Each name is followed by ": ", and each value by a line break.
  return rawHeaders.reduce((bytes, text) => bytes + text.length + 2, line);
}

/** Undefined if it is larger than the gateway allows. @throws if the client disconnects before its end */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length']) > MAX_BODY_BYTES) return undefined;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, { status, headers, cookies, body }: HttpApiResponse): void {
  response.statusCode = status;
  try {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (cookies.length > 0) response.setHeader('set-cookie', [...cookies]);
  } catch {
    // A header that HTTP cannot represent.
    for (const name of Object.keys(headers)) response.removeHeader(name);
    return send(response, gatewayResponse(500, 'Internal Server Error'));
  }
  if (status !== 204 && status !== 304) response.setHeader('content-length', body.length);
  response.end(body);
}
