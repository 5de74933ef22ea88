import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { expect, test } from 'vitest';
import { json, problem, readRequest, text } from '../../../../functions/adapters/http/api-gateway.ts';

/** An event from API Gateway for a request to this host name. */
const event = (domainName: string, headers: Record<string, string> = {}) =>
  ({
    routeKey: 'GET /badges',
    rawQueryString: '',
    headers,
    requestContext: {
      domainName,
      requestId: 'id',
      timeEpoch: 0,
      http: { method: 'GET', path: '/badges', sourceIp: '192.0.2.1' },
    },
  }) as unknown as APIGatewayProxyEventV2;

test.each([
  ['abc.execute-api.eu-west-1.amazonaws.com', 'https://abc.execute-api.eu-west-1.amazonaws.com'],
  ['ci.example.com', 'https://ci.example.com'],
  ['localhost.example.com', 'https://localhost.example.com'],
  ['127.0.0.1:3000', 'http://127.0.0.1:3000'],
  ['localhost:3000', 'http://localhost:3000'],
  ['[::1]:3000', 'http://[::1]:3000'],
])('a request that reached %s has the origin %s', (domainName, origin) => {
  expect(readRequest(event(domainName)).origin).toBe(origin);
});

test.each([
  'host',
  'origin',
  'referer',
  'forwarded',
  'x-forwarded-host',
  'X-Forwarded-Host',
  'x-forwarded-server',
  'x-forwarded-proto',
  'x-forwarded-port',
  'x-original-host',
  'x-host',
])('the header %s does not affect the origin of a request', (name) => {
  expect(readRequest(event('ci.example.com', { [name]: 'http://evil.example' })).origin).toBe('https://ci.example.com');
});

test.each([400, 401, 403, 404, 413, 415, 429, 500, 503])('a problem with status %i is not cached', (status) => {
  const { headers } = problem({ status, title: 'No', detail: 'No.' }, { 'retry-after': '1' });
  expect(headers).toEqual({
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    'retry-after': '1',
  });
});

test('by default, no other response is cached either', () => {
  for (const { headers } of [json(200, {}), text(200, '')]) expect(headers['cache-control']).toBe('no-store');
});

test('a JSON body ends with a newline, so that a terminal continues on a line of its own', () => {
  const bodies = [json(200, {}), json(200, '{}'), problem({ status: 404, title: 'No', detail: 'No.' })];
  for (const { body } of bodies) expect(body).toMatch(/^\{.*\}\n$/);
});
