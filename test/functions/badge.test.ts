import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { parse } from 'yaml';
import { badgeRow, badgeRows } from '../../functions/adapters/badge-rows.ts';
import { buildsTable } from '../../functions/adapters/builds-table.ts';
import { dynamoDbCall } from '../../functions/adapters/dynamodb-call.ts';
import { badge } from '../../functions/badge.ts';
import { RANK, type BuildRecord } from '../../functions/core/build-record.ts';
import type { Project } from '../../functions/core/configuration.ts';
import { bundleFunctions } from '../../infra/bundle.ts';
import { createTables, type TableSpec, type Tables } from '../../infra/local/tables.ts';
import { startStandIns, temporaryDirectory, type StandIns } from '../infra/local/start-stand-ins.ts';

const project = (name: string, enabled: boolean): Project => ({ name, sourceType: 'GITHUB', badge: { enabled } });
const PROJECTS = [project('web', true), project('unbuilt', true), project('private', false)];

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let tables: Tables;
let standIns: StandIns;
let client: DynamoDBClient;

beforeAll(async () => {
  directory = await temporaryDirectory();
  tables = await createTables({ specs: [{ TableName: 'builds', ...buildsTableProperties() }] });
  standIns = await startStandIns(directory.path, [tables]);
  client = new DynamoDBClient(standIns.client);
});
afterAll(async () => {
  client.destroy();
  await standIns.stop();
  await tables.stop();
  await directory.remove();
});

function buildsTableProperties(): Omit<TableSpec, 'TableName'> {
  const text = readFileSync(new URL('../../infra/resources/tables.yml', import.meta.url), 'utf8');
  return (parse(text) as { Resources: { BuildsTable: { Properties: Omit<TableSpec, 'TableName'> } } }).Resources
    .BuildsTable.Properties;
}

interface Asked {
  readonly method?: string;
  readonly query?: string;
  readonly headers?: Record<string, string>;
  /** Milliseconds since 1970. */
  readonly now?: number;
}

const START = Date.UTC(2026, 0, 1);

/** A badge of a function whose table is at that address. */
function badgesFrom(endpointUrl: string, sessionToken?: string) {
  const credentials = { ...standIns.credentials, ...(sessionToken !== undefined && { sessionToken }) };
  const call = dynamoDbCall({ region: 'us-east-1', credentials, endpointUrl });
  const answer = badge({
    projects: new Map(PROJECTS.map((project) => [project.name, project])),
    readRow: badgeRow(call, 'builds'),
    readRows: badgeRows(call, 'builds'),
    drawnSince: START,
  });
  return (file: string, { method = 'GET', query = '', headers = {}, now = Date.now() }: Asked = {}) =>
    answer({
      id: '1',
      route: `${method} /badges/{file}`,
      origin: 'https://ci.example.com',
      method,
      headers,
      pathParameters: { file },
      query: new URLSearchParams(query),
      body: Buffer.alloc(0),
      receivedAt: now,
    });
}

const SUCCEEDED = '{"Item":{"status":{"S":"SUCCEEDED"},"rank":{"N":"3"},"number":{"N":"7"}}}';

const get: ReturnType<typeof badgesFrom> = (file, asked) => badgesFrom(standIns.url)(file, asked);

const title = ({ body }: { readonly body: string }) => /<title>(.*)<\/title>/.exec(body)?.[1];

async function write(row: string, number: number, more: Partial<BuildRecord> = {}): Promise<void> {
  const record = { project: 'web', buildId: `web:${number}`, number, rank: RANK.ended, status: 'SUCCEEDED' } as const;
  await buildsTable('builds', client).advance(row, { ...record, ...more });
}

test("tells the project's newest build, and a branch's or a tag's own", async () => {
  await write('latest', 3, { status: 'FAILED' });
  await write('ref#refs/heads/main', 1);
  await write('ref#refs/heads/a/b', 2, { status: 'IN_PROGRESS', rank: RANK.running });
  await write('ref#refs/tags/v1', 3, { status: 'FAULT' });

  expect(title(await get('web.svg'))).toBe('build: failing');
  expect(title(await get('web.svg', { query: 'branch=main' }))).toBe('build: passing');
  expect(title(await get('web.svg', { query: 'branch=a/b' }))).toBe('build: running');
  expect(title(await get('web.svg', { query: 'tag=v1' }))).toBe('build: error');
  expect(title(await get('web.svg', { query: 'branch=other' }))).toBe('build: unknown');
});

test('is always an SVG that may run nothing, and is asked for again each time', async () => {
  const answer = await get('unbuilt.svg');
  expect(answer.status).toBe(200);
  expect(answer.headers).toEqual({
    'content-type': 'image/svg+xml; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; script-src 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-cache',
    vary: 'accept-encoding',
    etag: expect.stringMatching(/^"[\w-]+"$/),
  });
  expect(title(answer)).toBe('build: unknown');
});

test('an image that the client has is not sent again, until the state changes', async () => {
  await write('ref#refs/heads/etag', 1, { status: 'IN_PROGRESS', rank: RANK.running });
  const query = 'branch=etag';
  const first = await get('web.svg', { query });
  const headers = { 'if-none-match': `W/"old", ${first.headers['etag']}` };

  expect(await get('web.svg', { query, headers })).toEqual({ status: 304, headers: first.headers, body: '' });
  await write('ref#refs/heads/etag', 1);
  expect(title(await get('web.svg', { query, headers }))).toBe('build: passing');
});

test('HEAD has the headers of GET and no body', async () => {
  const { headers } = await get('web.svg');
  expect(await get('web.svg', { method: 'HEAD' })).toEqual({ status: 200, headers, body: '' });
});

test('a label may be asked for, and can not break out of its place', async () => {
  const query = new URLSearchParams({ label: '</title><script>alert(1)</script>' }).toString();
  const { body } = await get('web.svg', { query });
  expect(body).toContain('aria-label="&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;: ');
  expect(body).not.toContain('<script');
});

test('private and unknown projects answer the same after the same single read', async () => {
  const reads: string[] = [];
  const table = await serve((body) => {
    reads.push(body);
    return { status: 200, body: '{}' };
  });
  const get = badgesFrom(table.url);
  const answers = [];
  for (const file of [
    'private.svg',
    'absent.svg',
    '__proto__.svg',
    'constructor.svg',
    `${'a'.repeat(256)}.svg`,
    'web',
  ]) {
    answers.push(await get(file, { query: 'branch=main' }));
  }
  await table.stop();

  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect(reads).toHaveLength(answers.length);
  expect(new Set(reads).size).toBe(1);
});

test.each([
  ['is throttled', { status: 400, body: '{"__type":"com.amazonaws.dynamodb.v20120810#ThrottlingException"}' }],
  ['is broken', { status: 500, body: '<html>' }],
  ['holds a status that nobody knows', { status: 200, body: '{"Item":{"status":{"S":"DONE"},"rank":{"N":"3"}}}' }],
  ['holds a rank that nobody knows', { status: 200, body: '{"Item":{"status":{"S":"FAILED"},"rank":{"N":"9"}}}' }],
  ['holds something else', { status: 200, body: '{"Item":{}}' }],
  ['answers nothing', { status: 200, body: '' }],
])('while the table %s, a badge says "unknown" and is not kept', async (_, response) => {
  const table = await serve(() => response);
  const answer = await badgesFrom(table.url)('web.svg');
  await table.stop();

  expect(answer.status).toBe(200);
  expect(title(answer)).toBe('build: unknown');
  expect(answer.headers).toMatchObject({ 'cache-control': 'no-store', 'content-type': 'image/svg+xml; charset=utf-8' });
  expect(answer.headers).not.toHaveProperty('etag');
});

test('a table that does not answer is waited for no longer than a second', async () => {
  const table = await serve(() => undefined);
  const start = performance.now();
  expect(title(await badgesFrom(table.url)('web.svg'))).toBe('build: unknown');
  expect(performance.now() - start).toBeLessThan(2000);
  await table.stop();
});

test('no table at all is an "unknown" too', async () => {
  const table = await serve(() => undefined);
  await table.stop();
  expect(title(await badgesFrom(table.url)('web.svg'))).toBe('build: unknown');
});

test('a connection that died while the function was frozen is replaced', async () => {
  let answered = 0;
  const table = await serve((_, { socket }) => {
    answered += 1;
    if (answered === 2) socket.resetAndDestroy();
    return { status: 200, body: SUCCEEDED };
  });
  const get = badgesFrom(table.url);
  expect(title(await get('web.svg'))).toBe('build: passing');
  expect(title(await get('web.svg'))).toBe('build: passing');
  expect(answered).toBe(3);
  await table.stop();
});

test("reads once, eventually consistent, with the role's session token", async () => {
  const seen: Record<string, unknown>[] = [];
  const table = await serve((body, { headers }) => {
    seen.push({ ...headers, body: JSON.parse(body) as unknown });
    return { status: 200, body: '{}' };
  });
  await badgesFrom(table.url, 'session')('web.svg', { query: 'tag=v1' });
  await table.stop();

  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatchObject({
    'x-amz-target': 'DynamoDB_20120810.GetItem',
    'x-amz-security-token': 'session',
    authorization: expect.stringMatching(
      /^AWS4-HMAC-SHA256 Credential=AKIA\w+\/\d{8}\/us-east-1\/dynamodb\/aws4_request, SignedHeaders=[\w;-]*host[\w;-]*x-amz-security-token[\w;-]*, Signature=[0-9a-f]{64}$/,
    ),
    body: { TableName: 'builds', Key: { project: { S: 'web' }, row: { S: 'ref#refs/tags/v1' } } },
  });
  expect(seen[0]!['body']).not.toHaveProperty('ConsistentRead');
});

test('the bundle is small, and answers by what its environment says', async () => {
  const compiledProjects = { hooks: [], projects: PROJECTS };
  const [bundle] = await bundleFunctions(['badge'], { outdir: directory.path, compiledProjects });
  const loadedAtOnce = bundle!.files.filter(({ name }) => !name.startsWith('shape-text'));
  expect(loadedAtOnce.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(250_000);

  await write('ref#refs/heads/bundled', 1);
  const { handler } = (await import(bundle!.entry)) as typeof import('../../functions/badge.ts');
  vi.stubEnv('PUSHLIGHT_BUILDS_TABLE', 'builds');
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', standIns.credentials.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', standIns.credentials.secretAccessKey);
  vi.stubEnv('AWS_ENDPOINT_URL', standIns.url);
  const answer = await handler(httpApiEvent('web.svg', 'branch=bundled'));
  const shaped = await handler(httpApiEvent('unbuilt.svg', new URLSearchParams({ label: 'בנייה بناء 中' }).toString()));
  vi.unstubAllEnvs();
  expect(answer).toMatchObject({ statusCode: 200, body: expect.stringContaining('<title>build: passing</title>') });
  expect(shaped.body).toContain('<title>בנייה بناء 中: unknown</title>');
  expect(shaped.body).toMatch(/<path fill="#fff" d="M60 140[MmHhVvLlQqAaCcZz\d -]{500,}"/);
});

const httpApiEvent = (file: string, rawQueryString: string) =>
  ({
    rawQueryString,
    headers: {},
    pathParameters: { file },
    requestContext: { requestId: '1', timeEpoch: 0, http: { method: 'GET' } },
  }) as unknown as APIGatewayProxyEventV2;

type Respond = (body: string, request: IncomingMessage) => { status: number; body: string } | undefined;

/** A table that answers as told, or, told nothing, not at all. */
async function serve(respond: Respond): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const told = respond(body, request);
      if (told) response.writeHead(told.status, { 'content-type': 'application/x-amz-json-1.0' }).end(told.body);
    });
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
