import { request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { afterEach, expect, test } from 'vitest';
import type { Invocation, Invoke } from '../../../../infra/local/lambda/execution-environment.ts';
import { startGateway } from '../../../../infra/local/lambda/gateway.ts';
import type { CompletedRequest, Gateway, GatewayOptions } from '../../../../infra/local/lambda/gateway.ts';

let gateway: Gateway;
afterEach(() => gateway.stop());

/** Responds with the event that arrived. */
const echo: Invoke = (event) => Promise.resolve({ payload: event });

const start = async (options: Partial<GatewayOptions> = {}): Promise<void> => {
  gateway = await startGateway({
    port: 0,
    routes: [
      { method: 'POST', path: '/webhooks/{hook}', invoke: echo },
      { method: 'GET', path: '/badges/{file}', invoke: echo },
    ],
    ...options,
  });
};

const startReturning = (invocation: Invocation) =>
  start({ routes: [{ method: 'GET', path: '/', invoke: () => Promise.resolve(invocation) }] });

interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Buffer;
}

interface Received {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Unlike fetch, sends exactly what it is given. */
const send = (path: string, { method = 'GET', headers = {}, body }: Sent = {}): Promise<Received> =>
  new Promise((resolve, reject) => {
    const request = httpRequest({ port: gateway.port, host: '127.0.0.1', path, method, headers }, (response) => {
      text(response).then((body) => resolve({ status: response.statusCode, headers: response.headers, body }), reject);
    });
    request.on('error', reject);
    request.end(body);
  });

const eventOf = async (path: string, sent?: Sent): Promise<APIGatewayProxyEventV2> =>
  JSON.parse((await send(path, sent)).body) as APIGatewayProxyEventV2;

test('a request becomes a complete event of payload format 2.0', async () => {
  await start();
  const before = Date.now();
  const event = await eventOf('/webhooks/git%20hub?a=1&b=x%2Fy&a=2', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'User-Agent': 'GitHub-Hookshot/1', 'X-Twice': ['one', 'two'] },
    body: '{"é":1}',
  });
  const { requestId, time, timeEpoch } = event.requestContext;
  expect(event).toEqual({
    version: '2.0',
    routeKey: 'POST /webhooks/{hook}',
    rawPath: '/webhooks/git hub',
    rawQueryString: 'a=1&b=x%2Fy&a=2',
    headers: {
      host: `127.0.0.1:${gateway.port}`,
      'content-type': 'application/json',
      'content-length': '8',
      'user-agent': 'GitHub-Hookshot/1',
      'x-twice': 'one,two',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-port': String(gateway.port),
      'x-forwarded-proto': 'http',
      'x-amzn-trace-id': expect.stringMatching(/^Root=1-[0-9a-f]{8}-[0-9a-f]{24}$/),
    },
    queryStringParameters: { a: '1,2', b: 'x/y' },
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName: `127.0.0.1:${gateway.port}`,
      domainPrefix: 'local',
      http: {
        method: 'POST',
        path: '/webhooks/git hub',
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: 'GitHub-Hookshot/1',
      },
      requestId,
      routeKey: 'POST /webhooks/{hook}',
      stage: '$default',
      time,
      timeEpoch,
    },
    pathParameters: { hook: 'git hub' },
    body: '{"é":1}',
    isBase64Encoded: false,
  });
  expect(requestId).toMatch(/^[\w-]{15}=$/);
  expect(time).toMatch(/^\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:\d\d:\d\d \+0000$/);
  expect(timeEpoch).toBeGreaterThanOrEqual(before);
});

test('anything that a request lacks is absent from its event', async () => {
  await start({ routes: [{ method: 'GET', path: '/', invoke: echo }] });
  const event = await eventOf('/');
  for (const key of ['body', 'cookies', 'queryStringParameters', 'pathParameters'])
    expect(event).not.toHaveProperty(key);
  expect(event.rawQueryString).toBe('');
  expect(event.isBase64Encoded).toBe(false);
  expect(event.headers['content-length']).toBe('0');
});

test.each([
  ['text/plain', false],
  ['text/x-anything; charset=utf-8', false],
  ['application/json', false],
  ['Application/JSON; charset=utf-8', false],
  ['application/xml', false],
  ['application/javascript', false],
  ['application/problem+json', true],
  ['application/x-www-form-urlencoded', true],
  ['application/octet-stream', true],
  [undefined, true],
])('a body of type %s arrives in base64: %s', async (contentType, isBase64Encoded) => {
  await start();
  const event = await eventOf('/webhooks/github', {
    method: 'POST',
    headers: contentType === undefined ? {} : { 'content-type': contentType },
    body: 'a=b',
  });
  expect(event.isBase64Encoded).toBe(isBase64Encoded);
  expect(event.body).toBe(isBase64Encoded ? 'YT1i' : 'a=b');
});

test('bytes that are not text are passed unchanged', async () => {
  await start();
  const bytes = Buffer.from([0, 255, 254, 10]);
  const event = await eventOf('/webhooks/github', { method: 'POST', body: bytes });
  expect(Buffer.from(event.body ?? '', 'base64')).toEqual(bytes);
});

test('a chunked body gets its actual length', async () => {
  await start();
  const event = await eventOf('/webhooks/github', {
    method: 'POST',
    headers: { 'transfer-encoding': 'chunked', 'content-type': 'text/plain' },
    body: 'abc',
  });
  expect(event.headers).toMatchObject({ 'content-length': '3' });
  expect(event.headers).not.toHaveProperty('transfer-encoding');
});

test("cookies are in the event's cookies and in no header", async () => {
  await start();
  const event = await eventOf('/badges/web.svg', { headers: { Cookie: 'a=1; b=2' } });
  expect(event.cookies).toEqual(['a=1', 'b=2']);
  expect(event.headers).not.toHaveProperty('cookie');
});

test.each([
  ['GET', '/nothing'],
  ['GET', '/webhooks/github'],
  ['HEAD', '/badges/web.svg'],
  ['GET', '/badges/web.svg/'],
  ['GET', '/badges/'],
  ['GET', '/badges/a/b.svg'],
  ['GET', '//badges/web.svg'],
])('%s %s has no route', async (method, path) => {
  await start();
  const { status, headers, body } = await send(path, { method });
  expect(status).toBe(404);
  expect(headers['content-type']).toBe('application/json');
  expect(body).toBe(method === 'HEAD' ? '' : '{"message":"Not Found"}');
});

test('an escaped slash belongs to its segment', async () => {
  await start();
  expect((await eventOf('/badges/a%2Fb.svg')).pathParameters).toEqual({ file: 'a/b.svg' });
});

test('a path that cannot be decoded is a bad request', async () => {
  await start();
  expect((await send('/badges/%zz')).status).toBe(400);
});

test('a literal segment wins over a parameter, whatever the order of the routes', async () => {
  await start({
    routes: ['/{kind}/latest', '/builds/{id}', '/builds/latest'].map((path) => ({ method: 'GET', path, invoke: echo })),
  });
  expect((await eventOf('/builds/latest')).routeKey).toBe('GET /builds/latest');
  expect((await eventOf('/builds/7')).routeKey).toBe('GET /builds/{id}');
  expect((await eventOf('/badges/latest')).routeKey).toBe('GET /{kind}/latest');
});

test('a complete response of a function is sent as specified', async () => {
  await startReturning({
    payload: {
      statusCode: 202,
      headers: { 'Content-Type': 'image/svg+xml', ETag: '"1"', 'X-Number': 7 },
      cookies: ['a=1; Secure', 'b=2'],
      body: 'PHN2Zy8+',
      isBase64Encoded: true,
    },
  });
  const { status, headers, body } = await send('/');
  expect(status).toBe(202);
  expect(body).toBe('<svg/>');
  expect(headers).toMatchObject({
    'content-type': 'image/svg+xml',
    'content-length': '6',
    etag: '"1"',
    'x-number': '7',
    'set-cookie': ['a=1; Secure', 'b=2'],
  });
  expect(headers['apigw-requestid']).toMatch(/^[\w-]{15}=$/);
});

test('a response without a content type is plain text', async () => {
  await startReturning({ payload: { statusCode: 200, body: 'é' } });
  expect((await send('/')).headers['content-type']).toBe('text/plain; charset=utf-8');
});

test.each([[{ any: 'thing' }], ['text'], [null], [[1, 2]]])(
  'a payload without a status code, such as %j, is itself the body',
  async (payload) => {
    await startReturning({ payload });
    const { status, headers, body } = await send('/');
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/json');
    expect(JSON.parse(body)).toEqual(payload);
  },
);

test.each<[string, Invocation]>([
  ['a function that fails', { error: { errorType: 'Error', errorMessage: 'secret' } }],
  ['an invalid status code', { payload: { statusCode: 'ok' } }],
  ['a body that is an object', { payload: { statusCode: 200, body: {} } }],
  ['headers that are a list', { payload: { statusCode: 200, headers: [] } }],
  ['a header that splits the response', { payload: { statusCode: 200, headers: { a: 'b\r\nc: d' } } }],
])('%s results in 500', async (_, invocation) => {
  await startReturning(invocation);
  const { status, headers, body } = await send('/');
  expect(status).toBe(500);
  expect(headers['content-type']).toBe('application/json');
  expect(headers).not.toHaveProperty('c');
  expect(body).toBe('{"message":"Internal Server Error"}');
});

test.each([
  'Worker initialization failure: EMFILE',
  "EMFILE: too many open files, open '/bundles/badge/chunk.mjs'",
  'connect EMFILE 127.0.0.1:3001 - Local (undefined:undefined)',
  'ENFILE: file table overflow, open',
])('if the machine has no file descriptors left, the response is 503: %s', async (errorMessage) => {
  await startReturning({ error: { errorType: 'Error', errorMessage } });
  const { status, body } = await send('/');
  expect([status, body]).toEqual([503, '{"message":"Service Unavailable"}']);
});

test('a 304 has no body and no length', async () => {
  await startReturning({ payload: { statusCode: 304, headers: { etag: '"1"' } } });
  const { status, headers, body } = await send('/');
  expect(status).toBe(304);
  expect(headers).not.toHaveProperty('content-length');
  expect(body).toBe('');
});

test('a function that takes longer than the integration allows results in 503', async () => {
  await start({
    routes: [{ method: 'GET', path: '/', invoke: () => new Promise(() => {}) }],
    integrationTimeoutMilliseconds: 20,
  });
  const { status, body } = await send('/');
  expect(status).toBe(503);
  expect(body).toBe('{"message":"Service Unavailable"}');
});

test('bodies over 10 MB and events over 6 MB are refused as too large', async () => {
  const invocations: unknown[] = [];
  await start({
    routes: [
      {
        method: 'POST',
        path: '/',
        invoke: (event) => {
          invocations.push(event);
          return Promise.resolve({ payload: 'taken' });
        },
      },
    ],
  });
  const post = (bytes: number, headers: Sent['headers'] = {}): Promise<Received> =>
    send('/', {
      method: 'POST',
      headers: { 'content-type': 'text/plain', ...headers },
      body: Buffer.alloc(bytes, 'x'),
    });
  expect((await post(6_000_000)).status).toBe(200);
  expect((await post(6_291_556)).status).toBe(413);
  expect((await post(5_000_000, { 'content-type': 'application/zip' })).status).toBe(413);
  const tooLarge = await post(10 * 1024 * 1024 + 1);
  expect(tooLarge.status).toBe(413);
  expect(tooLarge.body).toBe('{"message":"Request Entity Too Large"}');
  expect((await post(10 * 1024 * 1024 + 1, { 'transfer-encoding': 'chunked' })).status).toBe(413);
  expect(invocations).toHaveLength(1);
});

test('request line and headers can have at most 10,240 bytes', async () => {
  await start();
  const head = `GET /badges/web.svg HTTP/1.1\r\nHost: 127.0.0.1:${gateway.port}\r\nConnection: close\r\nX-Long: \r\n`;
  const statusFor = async (bytes: number): Promise<string> => {
    const socket = connect(gateway.port, '127.0.0.1');
    socket.write(`${head.trimEnd()} ${'x'.repeat(bytes - head.length)}\r\n\r\n`);
    return (await text(socket)).slice(9, 12);
  };
  expect(await statusFor(10_240)).toBe('200');
  expect(await statusFor(10_241)).toBe('431');
  expect(await statusFor(40_000)).toBe('431');
});

test('a request with a foreign host or origin is refused before any function sees it', async () => {
  const invocations: unknown[] = [];
  await start({
    routes: [
      {
        method: 'GET',
        path: '/',
        invoke: (event) => {
          invocations.push(event);
          return Promise.resolve({ payload: 'seen' });
        },
      },
    ],
  });
  expect((await send('/', { headers: { host: 'evil.example' } })).status).toBe(403);
  expect((await send('/', { headers: { origin: 'https://evil.example' } })).status).toBe(403);
  expect((await send('/', { headers: { origin: gateway.url } })).status).toBe(200);
  expect(invocations).toHaveLength(1);
});

test('each completed request of a route is reported with its response', async () => {
  const told: CompletedRequest[] = [];
  await start({ onRequest: (request) => told.push(request) });
  const { body } = await send('/badges/web.svg?branch=main');
  await send('/nothing');
  expect(told).toEqual([
    {
      route: 'GET /badges/{file}',
      pathParameters: { file: 'web.svg' },
      status: 200,
      milliseconds: expect.any(Number),
      responseBody: body,
    },
  ]);
});

test("a port in use is reported by the system's own error", async () => {
  await start();
  await expect(startGateway({ port: gateway.port, routes: [] })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test('stopping ends running requests', async () => {
  let arrived = (): void => {};
  const running = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  await start({
    routes: [
      {
        method: 'GET',
        path: '/',
        invoke: () => {
          arrived();
          return new Promise(() => {});
        },
      },
    ],
  });
  const response = send('/');
  await Promise.all([expect(response).rejects.toThrow('socket hang up'), running.then(() => gateway.stop())]);
});
