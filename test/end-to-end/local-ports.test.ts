import { request } from 'node:http';
import { connect } from 'node:net';
import { CodeBuildClient, StartBuildCommand } from '@aws-sdk/client-codebuild';
import { text } from 'node:stream/consumers';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runService, type ObservedService } from './run-service.ts';

let service: ObservedService;
beforeAll(async () => {
  service = await runService();
});
afterAll(() => service.stop());

const START = {
  'content-type': 'application/x-amz-json-1.1',
  'x-amz-target': 'CodeBuild_20161006.StartBuild',
};

/** With headers that fetch would not let a page choose. */
async function post(url: string, headers: Readonly<Record<string, string>>) {
  const sent = request(url, { method: 'POST', headers }).end(JSON.stringify({ projectName: 'sample' }));
  const [response] = (await once(sent, 'response')) as [IncomingMessage];
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

test.each([
  ['under another name', { host: 'evil.example' }],
  ['of a page of another site', { origin: 'https://evil.example' }],
  ['of a page of another port', { origin: 'http://127.0.0.1:1' }],
])('requests %s are refused on every port and start nothing', async (_, headers) => {
  for (const url of [`${service.url}/webhooks/local`, service.awsUrl]) {
    const response = await post(url, { ...START, ...headers });
    expect(response.status).toBe(403);
    expect(Object.keys(response.headers)).not.toContain('access-control-allow-origin');
  }
  expect(await service.buildCount()).toBe(0);
});

/** Sent as it is, since HTTP clients would correct the head. */
async function sendHead(url: string, head: (host: string) => readonly string[]): Promise<string> {
  const { host, hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  socket.write([...head(host), 'Connection: close', '', ''].join('\r\n'));
  return text(socket);
}

test.each<[string, (host: string) => readonly string[]]>([
  ['with two hosts', (host) => ['GET /badges/sample.svg HTTP/1.1', `Host: ${host}`, 'Host: evil.example']],
  ['with one host twice', (host) => ['GET /badges/sample.svg HTTP/1.1', `Host: ${host}`, `Host: ${host}`]],
  ['without a host', () => ['GET /badges/sample.svg HTTP/1.0']],
  ['of a host in capitals', (host) => ['GET / HTTP/1.1', `Host: ${host.replace('127.0.0.1', 'LOCALHOST')}`]],
  ['of a host with a dot at its end', (host) => ['GET / HTTP/1.1', `Host: ${host.replace('127.0.0.1', 'localhost.')}`]],
  ['of a host without its port', () => ['GET / HTTP/1.1', 'Host: 127.0.0.1']],
  ['that name a host in their target', (host) => ['GET http://evil.example/ HTTP/1.1', `Host: ${host}`]],
  ['of two origins', (host) => ['GET / HTTP/1.1', `Host: ${host}`, `Origin: http://${host}`, 'Origin: http://x']],
])('requests %s are refused on every port', async (_, head) => {
  for (const url of [service.url, service.awsUrl]) {
    const response = await sendHead(url, head);
    expect(response).toMatch(/^HTTP\/1\.1 403 /);
    expect(response).toMatch(/this port only accepts /);
  }
});

test('the stand-ins refuse requests without their access key or with another one', async () => {
  const { accessKeyId, secretAccessKey } = service.credentials;
  const guesses = [
    { accessKeyId, secretAccessKey: 'x'.repeat(40) },
    { accessKeyId: 'AKIAAAAAAAAAAAAAAAAA', secretAccessKey },
  ];
  for (const credentials of guesses) {
    const client = new CodeBuildClient({ endpoint: service.awsUrl, region: 'us-east-1', credentials });
    const start = client.send(new StartBuildCommand({ projectName: 'sample' }));
    await expect(start).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
  }
  expect((await post(service.awsUrl, START)).status).toBe(403);
  expect(await service.buildCount()).toBe(0);
});
