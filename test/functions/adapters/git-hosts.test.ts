import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { gitHosts } from '../../../functions/adapters/git-hosts/git-hosts.ts';
import { CREDENTIAL } from '../report-world.ts';

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function serve(respond: (request: IncomingMessage, response: ServerResponse) => void): Promise<string> {
  const server = createServer(respond).listen(0, '127.0.0.1');
  await once(server, 'listening');
  stops.push(async () => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const LIMITS = { deadlineMilliseconds: 300, mostBytes: 1000 };
const request = { method: 'POST', path: '/repos/acme/web/statuses/1', body: { state: 'success' } } as const;
const authorization = { authorization: `Bearer ${CREDENTIAL}` };
const call = (url: string) => gitHosts(url, LIMITS).call('https://api.github.com', request, authorization);

test('sends the credential and the body to the host’s own address, and reads its response', async () => {
  let seen: unknown;
  const url = await serve((sent, response) => {
    seen = [sent.method, sent.url, sent.headers.authorization, sent.headers['content-type']];
    response.writeHead(201, { 'content-type': 'application/json', 'x-oauth-scopes': 'repo' }).end('{"id":1}');
  });
  expect(await call(url)).toMatchObject({ status: 201, headers: { 'x-oauth-scopes': 'repo' }, body: { id: 1 } });
  expect(seen).toEqual(['POST', `/api.github.com${request.path}`, `Bearer ${CREDENTIAL}`, 'application/json']);
});

test.each([301, 302, 303, 307, 308])('does not follow a redirect (%d)', async (status) => {
  let asked = 0;
  const evil = await serve((_, response) => {
    asked += 1;
    response.end();
  });
  const url = await serve((_, response) => void response.writeHead(status, { location: evil }).end());
  expect(await call(url)).toMatchObject({ status });
  expect(asked).toBe(0);
});

const HOSTILE: Readonly<Record<string, (response: ServerResponse, given: string) => void>> = {
  'a page': (response, given) =>
    response.writeHead(200, { 'content-type': 'text/html' }).end(`<p>Sign in, ${given}</p>`),
  'what is not the JSON that it says': (response, given) =>
    response.writeHead(201, { 'content-type': 'application/json' }).end(`{"${given}`),
  'too much': (response, given) =>
    response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify(given.repeat(100))),
  'too much, without a length': (response, given) => {
    response.writeHead(201, { 'content-type': 'application/json' });
    for (let sent = 0; sent < 100; sent += 1) response.write(given);
    response.end();
  },
  nothing: () => {},
  'a byte now and then': (response) => {
    response.writeHead(201, { 'content-type': 'application/json' });
    const timer = setInterval(() => response.write(' '), 20);
    response.on('close', () => clearInterval(timer));
  },
  'an end in the middle': (response) => {
    response.writeHead(201, { 'content-type': 'application/json', 'content-length': '100' });
    response.write('{');
    response.socket?.destroy();
  },
};

test.each(Object.entries(HOSTILE))('gives up a host that responds with %s, and quotes nothing', async (_, respond) => {
  const url = await serve(({ headers }, response) => respond(response, headers.authorization ?? ''));
  const error = await call(url).then(
    () => undefined,
    (thrown: unknown) => thrown as Error,
  );
  expect(error).toBeInstanceOf(Error);
  expect(`${error?.stack} ${JSON.stringify(error?.cause)}`).not.toContain(CREDENTIAL);
});

test('the page of a refusal is not read', async () => {
  const url = await serve((_, response) => void response.writeHead(502, { 'content-type': 'text/html' }).end('<p>'));
  expect(await call(url)).toEqual({ status: 502, headers: expect.anything(), body: undefined });
});

test.each(['http://git.acme.io/api/v3', 'http://127.0.0.1.evil.example/api'])('sends nothing to %s', async (base) => {
  await expect(gitHosts(undefined, LIMITS).call(base, request, authorization)).rejects.toThrow('neither https nor');
});

test('reports which host did not respond', async () => {
  const url = await serve(() => {});
  for (const stop of stops.splice(0)) await stop();
  await expect(call(url)).rejects.toThrow(/^127\.0\.0\.1:\d+ did not respond/);
});
