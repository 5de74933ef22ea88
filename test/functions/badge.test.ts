import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { badgeRow, badgeRows } from '../../functions/adapters/badge-rows.ts';
import { buildsTable } from '../../functions/adapters/builds-table.ts';
import { awsCall } from '../../functions/adapters/aws/aws-call.ts';
import { badge } from '../../functions/badge.ts';
import glyphs from '../../functions/core/badge/drawing/glyphs.json' with { type: 'json' };
import { RANK, type BuildRecord } from '../../functions/core/builds/build-record.ts';
import type { Project } from '../../functions/core/configuration.ts';
import { readQuery } from '../../functions/core/http/read-query.ts';
import { bundleFunctions } from '../../infra/package/bundle.ts';
import type { StandIns } from '../infra/local/start-stand-ins.ts';
import { startBuildsTable } from './start-builds-table.ts';

const project = (name: string, enabled: boolean): Project => ({ name, sourceType: 'GITHUB', badge: { enabled } });
const led: Project = { ...project('web', true), badge: { enabled: true, branch: 'alice/topic+v2' } };
const PROJECTS = [project('web', true), project('unbuilt', true), project('private', false)];

let table: Awaited<ReturnType<typeof startBuildsTable>>;
let standIns: StandIns;

beforeAll(async () => {
  table = await startBuildsTable();
  ({ standIns } = table);
});
afterAll(() => table.stop());

interface Asked {
  readonly method?: string;
  readonly query?: string;
  readonly headers?: Record<string, string>;
  /** Milliseconds since 1970. */
  readonly now?: number;
  /** A row that belongs to no project's badge. */
  readonly route?: string;
}

interface Deployed {
  readonly sessionToken?: string;
  readonly projects?: readonly Project[];
  readonly ownOrigin?: string;
}

const START = Date.UTC(2026, 0, 1);

/** A badge from a function whose table is at this address. */
function badgesFrom(endpointUrl: string, { sessionToken, projects = PROJECTS, ownOrigin }: Deployed = {}) {
  const credentials = { ...standIns.credentials, ...(sessionToken !== undefined && { sessionToken }) };
  const access = { region: 'us-east-1', credentials, endpointUrls: { dynamodb: endpointUrl } };
  const call = awsCall('dynamodb', access, { deadlineMilliseconds: 1000, attempts: 1 });
  const respond = badge({
    projects: new Map(projects.map((project) => [project.name, project])),
    readRow: badgeRow(call, 'builds'),
    readRows: badgeRows(call, 'builds'),
    ownOrigin,
    drawnSince: START,
  });
  return (file: string | undefined, asked: Asked = {}) => {
    const { method = 'GET', query = '', headers = {}, now = Date.now() } = asked;
    return respond({
      id: '1',
      route: asked.route ?? `${method} /badges/{file}`,
      origin: 'https://ci.example.com',
      sourceIp: '203.0.113.1',
      method,
      headers,
      pathParameters: { ...(file !== undefined && { file }) },
      query: readQuery(query),
      body: Buffer.alloc(0),
      receivedAt: now,
    });
  };
}

const SUCCEEDED = '{"Item":{"status":{"S":"SUCCEEDED"},"rank":{"N":"3"},"number":{"N":"7"}}}';

const get: ReturnType<typeof badgesFrom> = (file, asked) => badgesFrom(standIns.url)(file, asked);

const title = ({ body }: { readonly body: string }) => /<title>(.*)<\/title>/.exec(body)?.[1];

async function write(row: string, number: number, more: Partial<BuildRecord> = {}): Promise<void> {
  const record = { project: 'web', buildId: `web:${number}`, number, rank: RANK.ended, status: 'SUCCEEDED' } as const;
  const ref = row.startsWith('ref#') && { ref: row.slice('ref#'.length) };
  await buildsTable('builds', standIns.access).advanceNewest(row, { ...record, ...ref, ...more });
}

test("a badge shows the project's newest build, or that of the requested branch or tag", async () => {
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

describe('the badge of a project with a branch', () => {
  const ofBranch: typeof get = (file, asked) => badgesFrom(standIns.url, { projects: [led] })(file, asked);

  test('shows only that branch, in every format and list, unless a parameter asks for another', async () => {
    await write('latest', 5, { status: 'FAILED' });
    await write('ref#refs/heads/broken', 5, { status: 'FAILED' });
    expect(title(await ofBranch('web.svg'))).toBe('build: unknown');

    await write('ref#refs/heads/alice/topic+v2', 4);
    for (const query of ['', 'show=last', 'branch=alice/topic+v2', 'ref=refs/heads/alice/topic%2Bv2']) {
      expect(title(await ofBranch('web.svg', { query })), query).toBe('build: passing');
    }
    expect(JSON.parse((await ofBranch('web.json')).body)).toMatchObject({ message: 'passing' });
    expect((await ofBranch(undefined, { route: 'GET /cc.xml' })).body).toContain(
      '<Project name="web" activity="Sleeping" lastBuildStatus="Success" lastBuildLabel="4"',
    );
    expect((await ofBranch(undefined, { route: 'GET /badges' })).body).toContain('<b class="passing">passing</b>');
    expect(title(await ofBranch('web.svg', { query: 'branch=broken' }))).toBe('build: failing');
    expect(title(await get('web.svg'))).toBe('build: failing');
  });

  test('is named in its snippets until another branch is selected', async () => {
    const page = (query: string) => ofBranch(undefined, { route: 'GET /badges', query }).then(({ body }) => body);
    const image = 'https://ci.example.com/badges/web.svg?branch=';
    for (const query of ['project=web', 'project=web&branch=']) {
      expect(await page(query)).toContain(`(${image}alice%2Ftopic%2Bv2)`);
      expect(await page(query)).toContain('name="branch" value="alice/topic+v2"');
      expect(await page(query)).toContain('src="/badges/web.svg?branch=alice%2Ftopic%2Bv2"');
    }
    expect(await page('project=web&branch=bob+c')).toContain(`(${image}bob%2Bc)`);
    const withoutBranch = await get(undefined, { route: 'GET /badges', query: 'project=unbuilt' });
    expect(withoutBranch.body).toContain('/badges/unbuilt.svg?branch=main)');
  });
});

test('is always an SVG that can run nothing, and is revalidated on every view', async () => {
  const response = await get('unbuilt.svg');
  expect(response.status).toBe(200);
  expect(response.headers).toEqual({
    'content-type': 'image/svg+xml; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; script-src 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-cache',
    vary: 'accept-encoding',
    etag: expect.stringMatching(/^"[\w-]+"$/),
  });
  expect(title(response)).toBe('build: unknown');
});

test('an image that the client already has is not sent again until the state changes', async () => {
  await write('ref#refs/heads/etag', 1, { status: 'IN_PROGRESS', rank: RANK.running });
  const query = 'branch=etag';
  const now = Date.now() + 60_000;
  const first = await get('web.svg', { query, now });
  const headers = { 'if-none-match': `W/"old", ${first.headers['etag']}` };

  expect(await get('web.svg', { query, headers, now })).toEqual({ status: 304, headers: first.headers, body: '' });
  await write('ref#refs/heads/etag', 1);
  expect(title(await get('web.svg', { query, headers }))).toBe('build: passing');
});

test('HEAD has the headers of GET and no body', async () => {
  // For a badge that has just changed, Last-Modified is at most the time of the request.
  const now = Date.now();
  const { headers } = await get('web.svg', { now });
  expect(await get('web.svg', { method: 'HEAD', now })).toEqual({ status: 200, headers, body: '' });
});

test('a label can be requested, and cannot break out of its place', async () => {
  const query = new URLSearchParams({ label: '</title><script>alert(1)</script>' }).toString();
  const { body } = await get('web.svg', { query });
  expect(body).toContain('aria-label="&lt;/title&gt;&lt;script&gt;alert(1)&lt;/script&gt;: ');
  expect(body).not.toContain('<script');
});

test('each encoding of the same content has an entity tag of its own', async () => {
  const query = 'branch=main';
  const plain = await get('web.svg', { query });
  const brotli = await get('web.svg', { query, headers: { 'accept-encoding': 'gzip, br' } });
  const gzip = await get('web.svg', { query, headers: { 'accept-encoding': 'gzip' } });

  expect(brotliDecompressSync(Buffer.from(brotli.body, 'base64')).toString()).toBe(plain.body);
  expect(gunzipSync(Buffer.from(gzip.body, 'base64')).toString()).toBe(plain.body);
  expect(brotli).toMatchObject({
    isBase64Encoded: true,
    headers: { 'content-encoding': 'br', vary: 'accept-encoding' },
  });
  expect(gzip).toMatchObject({
    isBase64Encoded: true,
    headers: { 'content-encoding': 'gzip', vary: 'accept-encoding' },
  });
  expect(new Set([plain, brotli, gzip].map(({ headers }) => headers['etag'])).size).toBe(3);
});

test('without an entity tag, content that has not changed since the given time is not sent again', async () => {
  await write('ref#refs/heads/since', 1, { status: 'IN_PROGRESS', rank: RANK.running });
  const query = 'branch=since';
  const now = Date.now() + 60_000;
  const { headers } = await get('web.svg', { query, now });
  const since = headers['last-modified']!;
  expect(Date.parse(since)).toBeLessThanOrEqual(now);

  const ask = (asked: Record<string, string>) => get('web.svg', { query, now, headers: asked });
  expect((await ask({ 'if-modified-since': since })).status).toBe(304);
  expect((await ask({ 'if-modified-since': since, 'if-none-match': '"other"' })).status).toBe(200);
  expect((await ask({ 'if-modified-since': 'yesterday' })).status).toBe(200);
  expect((await ask({ 'if-modified-since': new Date(Date.parse(since) - 1000).toUTCString() })).status).toBe(200);
});

test('a build that CodeBuild will retry is shown as running until the time for the retry is over', async () => {
  const now = Date.now();
  await write('ref#refs/heads/retried', 1, { status: 'FAILED', endedAt: now, retryUntil: now + 300_000 });
  const query = 'branch=retried';

  const first = await get('web.svg', { query, now });
  expect(title(first)).toBe('build: running');
  expect(title(await get('web.svg', { query: `${query}&show=last`, now }))).toBe('build: failing');
  const headers = { 'if-modified-since': new Date(now + 10_000).toUTCString() };
  expect(title(await get('web.svg', { query, headers, now: now + 300_000 }))).toBe('build: failing');
});

test('the last result is available while a newer build runs, with its own number and duration', async () => {
  const row = 'ref#refs/heads/halves';
  const query = 'branch=halves&number=true&duration=true';
  await write(row, 1, { status: 'FAILED', startedAt: 0, endedAt: 60_000 });
  await write(row, 2, { status: 'IN_PROGRESS', rank: RANK.running });
  expect(title(await get('web.svg', { query }))).toBe('build: running #2');
  expect(title(await get('web.svg', { query: `${query}&show=last` }))).toBe('build: failing #1 in 1m 0s');

  await write(row, 2, { startedAt: 0, endedAt: 5000 });
  for (const show of ['', '&show=last']) {
    expect(title(await get('web.svg', { query: query + show }))).toBe('build: passing #2 in 5s');
  }
});

test('a row that lists a build of another ref is not used for a badge', async () => {
  const listed = 'refs/heads/main#build#000000000071';
  await write(`ref#${listed}`, 71, { ref: 'refs/heads/main' });
  expect(title(await get('web.svg', { query: `ref=${encodeURIComponent(listed)}` }))).toBe('build: unknown');
});

test.each([
  ['a badge', 'web.svg', {}, 'GetItem'],
  ['a badge of the last result', 'web.svg', { query: 'show=last' }, 'GetItem'],
  ['the feed', undefined, { route: 'GET /cc.xml' }, 'BatchGetItem'],
] as const)('%s takes one read, even of a row that the previous release wrote', async (_, file, asked, operation) => {
  const calls: unknown[] = [];
  const old =
    '"project":{"S":"web"},"row":{"S":"latest"},"status":{"S":"IN_PROGRESS"},"rank":{"N":"1"},"number":{"N":"7"}';
  const table = await serve((_body, { headers }) => {
    calls.push(headers['x-amz-target']);
    return { status: 200, body: `{"Item":{${old}},"Responses":{"builds":[{${old}}]}}` };
  });
  const { status } = await badgesFrom(table.url, { projects: [project('web', true)] })(file, asked);
  await table.stop();
  expect(status).toBe(200);
  expect(calls).toEqual([`DynamoDB_20120810.${operation}`]);
});

test('a badge is also available in the format of shields.io', async () => {
  await write('ref#refs/heads/json', 4, { status: 'FAILED' });
  const response = await get('web.json', { query: 'branch=json&number=true&style=plastic&key_text=ci' });
  expect(response.headers['content-type']).toBe('application/json; charset=utf-8');
  expect(JSON.parse(response.body)).toEqual({
    schemaVersion: 1,
    label: 'ci',
    message: 'failing #4',
    color: '#c8312f',
    style: 'plastic',
  });
  expect(await get('private.json')).toEqual(await get('absent.json'));
});

test.each([
  'style=../../x',
  'label=%00%08%1b&style=social',
  `label=${'x'.repeat(100_000)}`,
  'label=&key_text=&subject=',
  `label=${encodeURIComponent('\u202eevil')}`,
  'color=red"/><script>&labelColor=url(javascript:alert(1))',
  'logo=data:image/svg+xml,<svg onload=alert(1)>&link=javascript:alert(1)',
  Array.from({ length: 100 }, (_, index) => `branch=${index}`).join('&'),
  'pr=1e99&sha=%2f..%2f&tag=../..&ref=refs/heads/',
  'number=TRUE&duration=1&show=first',
  '__proto__=x&constructor=y',
])('?%s returns an SVG of nothing but titles and paths', async (query) => {
  const { status, headers, body } = await get('web.svg', { query });
  expect([status, headers['content-type']]).toEqual([200, 'image/svg+xml; charset=utf-8']);
  expect(new Set(body.match(/<\w+/g))).toEqual(new Set(['<svg', '<title', '<path']));
  expect(body).not.toMatch(/ (?:on\w+|href|style|id)=/);
});

test('only known parameters can change a response', async () => {
  const plain = await get('web.svg', { query: 'branch=main' });
  const headers = { host: 'evil.example', 'x-forwarded-host': 'evil.example', accept: 'text/html', range: 'bytes=0-1' };
  expect(
    await get('web.svg', { query: 'a[]=1&branch=main&branch=x&cacheSeconds=-1&link=javascript:x', headers }),
  ).toEqual(plain);
});

test.each(['GET /badges', 'GET /cc.xml'])('no header can change the address that %s shows of itself', async (route) => {
  const query = 'project=web';
  const get = badgesFrom(standIns.url);
  const plain = await get(undefined, { route, query });
  const names = ['host', 'x-forwarded-host', 'forwarded', 'x-forwarded-proto', 'origin', 'referer'];
  for (const name of names) {
    const response = await get(undefined, { route, query, headers: { [name]: 'evil.example' } });
    expect(response, name).toEqual(plain);
  }
  expect(plain.body).toContain('https://ci.example.com/');
});

test('while the table is unavailable, a badge shows its last known state', async () => {
  let isDown = false;
  const table = await serve(() => (isDown ? { status: 500, body: '' } : { status: 200, body: SUCCEEDED }));
  const get = badgesFrom(table.url);
  await get('web.svg');
  isDown = true;
  const response = await get('web.svg');
  expect(title(response)).toBe('build: passing');
  expect(response.headers['cache-control']).toBe('no-store');
  expect(title(await get('web.svg', { query: 'branch=other' }))).toBe('build: unknown');
  await table.stop();
});

describe('the lists of badges', () => {
  test('the page shows the public projects, and the snippets of the selected one', async () => {
    const get = badgesFrom(standIns.url);
    const { status, headers, body } = await get(undefined, { route: 'GET /badges', query: 'project=web&branch=a%22b' });
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(body).toContain('?project=unbuilt');
    expect(body).not.toContain('private');
    expect(body).toContain('[![Build status of web](https://ci.example.com/badges/web.svg?branch=a%22b)]');
    expect((await get(undefined, { route: 'GET /badges', query: 'project=private' })).body).not.toContain('private');
  });

  test('the feed contains the public projects', async () => {
    await write('latest', 10);
    const { headers, body } = await badgesFrom(standIns.url)(undefined, { route: 'GET /cc.xml' });
    expect(headers['content-type']).toBe('application/xml; charset=utf-8');
    expect(body).toContain('<Project name="web" activity="Sleeping" lastBuildStatus="Success" lastBuildLabel="10"');
    expect(body).toContain('<Project name="unbuilt" activity="Sleeping" lastBuildStatus="Unknown"');
    expect(body).not.toContain('private');
  });

  test('link to the configured address, whichever address was requested', async () => {
    const get = badgesFrom(standIns.url, { ownOrigin: 'https://badges.example.com' });
    const feed = await get(undefined, { route: 'GET /cc.xml' });
    expect(feed.body).toContain('webUrl="https://badges.example.com/badges?project=web"');
    const page = await get(undefined, { route: 'GET /badges', query: 'project=web' });
    expect(page.body).toContain('(https://badges.example.com/badges/web.svg?branch=main)');
    expect(page.body).toContain('(https://badges.example.com/badges?project=web)');
    for (const { body } of [feed, page]) expect(body).not.toContain('ci.example.com');
  });

  test('the table is read once in 30 seconds, with a hundred rows per call; a page has 50 projects, the feed 500', async () => {
    const keys: number[] = [];
    const table = await serve((body) => {
      const { RequestItems } = JSON.parse(body) as { RequestItems: { builds: { Keys: unknown[] } } };
      keys.push(RequestItems.builds.Keys.length);
      return { status: 200, body: '{"Responses":{"builds":[]}}' };
    });
    const many = Array.from({ length: 510 }, (_, index) => project(`p${1000 + index}`, true));
    const get = badgesFrom(table.url, { projects: many });
    const now = Date.now();
    const first = await get(undefined, { route: 'GET /cc.xml', now });
    await get(undefined, { route: 'GET /cc.xml', now: now + 29_000 });
    expect(keys).toEqual(Array.from({ length: 5 }, () => 100));
    expect(first.body.match(/<Project /g)).toHaveLength(500);

    const second = await get(undefined, { route: 'GET /cc.xml', query: 'page=2', now });
    expect(second.body.match(/<Project /g)).toHaveLength(10);
    expect(keys.at(-1)).toBe(10);

    const page = await get(undefined, { route: 'GET /badges', query: 'page=11', now });
    await get(undefined, { route: 'GET /badges', query: 'page=11', now: now + 29_000 });
    expect(page.body.match(/<img /g)).toHaveLength(10);
    expect(page.body).toContain('<b aria-current=page>11</b>');
    expect(keys).toHaveLength(7);
    await table.stop();
  });

  test('rows that the table leaves unread are requested again', async () => {
    const asked: unknown[] = [];
    const table = await serve((body) => {
      const { RequestItems } = JSON.parse(body) as { RequestItems: { builds: { Keys: unknown[] } } };
      asked.push(RequestItems.builds.Keys);
      const left = RequestItems.builds.Keys.slice(1);
      return {
        status: 200,
        body: JSON.stringify({
          Responses: { builds: [] },
          ...(left.length > 0 && { UnprocessedKeys: { builds: { Keys: left } } }),
        }),
      };
    });
    const projects = [project('web', true), project('api', true)];
    const { headers } = await badgesFrom(table.url, { projects })(undefined, {
      route: 'GET /cc.xml',
    });
    await table.stop();
    expect(asked.map((keys) => (keys as unknown[]).length)).toEqual([2, 1]);
    expect(headers['cache-control']).toBe('no-cache');
  });

  test('while the table is unavailable, nothing is shown and nothing is kept', async () => {
    const table = await serve(() => ({ status: 500, body: '' }));
    const { status, headers, body } = await badgesFrom(table.url)(undefined, { route: 'GET /cc.xml' });
    await table.stop();
    expect(status).toBe(200);
    expect(headers['cache-control']).toBe('no-store');
    expect(body).toContain('lastBuildStatus="Unknown"');
  });
});

test('private and unknown projects get the same response after the same single read', async () => {
  const reads: string[] = [];
  const table = await serve((body) => {
    reads.push(body);
    return { status: 200, body: '{}' };
  });
  const get = badgesFrom(table.url);
  const responses = [];
  for (const file of [
    'private.svg',
    'absent.svg',
    '__proto__.svg',
    'constructor.svg',
    `${'a'.repeat(256)}.svg`,
    'web',
  ]) {
    responses.push(await get(file, { query: 'branch=main' }));
  }
  await table.stop();

  for (const response of responses) expect(response).toEqual(responses[0]);
  expect(reads).toHaveLength(responses.length);
  expect(new Set(reads).size).toBe(1);
});

test.each([
  ['is throttled', { status: 400, body: '{"__type":"com.amazonaws.dynamodb.v20120810#ThrottlingException"}' }],
  ['is broken', { status: 500, body: '<html>' }],
  ['contains an unknown status', { status: 200, body: '{"Item":{"status":{"S":"DONE"},"rank":{"N":"3"}}}' }],
  ['contains an unknown rank', { status: 200, body: '{"Item":{"status":{"S":"FAILED"},"rank":{"N":"9"}}}' }],
  ['contains something else', { status: 200, body: '{"Item":{}}' }],
  ['returns nothing', { status: 200, body: '' }],
])('while the table %s, a badge shows "unknown" and is not cached', async (_, stored) => {
  const table = await serve(() => stored);
  const response = await badgesFrom(table.url)('web.svg');
  await table.stop();

  expect(response.status).toBe(200);
  expect(title(response)).toBe('build: unknown');
  expect(response.headers).toMatchObject({
    'cache-control': 'no-store',
    'content-type': 'image/svg+xml; charset=utf-8',
  });
  expect(response.headers).not.toHaveProperty('etag');
});

test('a badge waits no longer than a second for a table that does not respond', async () => {
  const table = await serve(() => undefined);
  const start = performance.now();
  expect(title(await badgesFrom(table.url)('web.svg'))).toBe('build: unknown');
  // Beyond the second for a machine that is busy.
  expect(performance.now() - start).toBeLessThan(5000);
  await table.stop();
});

test('a missing table results in "unknown" too', async () => {
  const table = await serve(() => undefined);
  await table.stop();
  expect(title(await badgesFrom(table.url)('web.svg'))).toBe('build: unknown');
});

test('a connection that died while the function was frozen is replaced', async () => {
  let requests = 0;
  const table = await serve((_, { socket }) => {
    requests += 1;
    if (requests === 2) socket.resetAndDestroy();
    return { status: 200, body: SUCCEEDED };
  });
  const get = badgesFrom(table.url);
  expect(title(await get('web.svg'))).toBe('build: passing');
  expect(title(await get('web.svg'))).toBe('build: passing');
  expect(requests).toBe(3);
  await table.stop();
});

test("a badge makes one eventually consistent read with the role's session token", async () => {
  const seen: Record<string, unknown>[] = [];
  const table = await serve((body, { headers }) => {
    seen.push({ ...headers, body: JSON.parse(body) as unknown });
    return { status: 200, body: '{}' };
  });
  await badgesFrom(table.url, { sessionToken: 'session' })('web.svg', { query: 'tag=v1' });
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

test('the bundle loads little at start, and its environment decides how it responds', async () => {
  const compiledProjects = { hooks: [], projects: PROJECTS };
  const [bundle] = await bundleFunctions(['badge'], { outdir: table.directory, compiledProjects });
  const loadedAtOnce = [...staticallyImported(bundle!.entry)].map((file) => readFileSync(file, 'utf8')).join('');
  // Of code: a user's projects come on top.
  expect(loadedAtOnce.length - JSON.stringify(compiledProjects).length).toBeLessThan(52_000);
  // esbuild writes Cyrillic's letters so; satori and the font are far longer.
  expect(loadedAtOnce).not.toContain('\\u0416');

  await write('ref#refs/heads/bundled', 1);
  const { handler } = (await import(bundle!.entry)) as typeof import('../../functions/badge.ts');
  vi.stubEnv('PUSHLIGHT_BUILDS_TABLE', 'builds');
  vi.stubEnv('PUSHLIGHT_BADGES_URL', 'https://badges.example.com');
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', standIns.credentials.accessKeyId);
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', standIns.credentials.secretAccessKey);
  vi.stubEnv('AWS_ENDPOINT_URL', standIns.url);
  const response = await handler(httpApiEvent('web.svg', 'branch=bundled'));
  const cyrillic = await handler(httpApiEvent('unbuilt.svg', new URLSearchParams({ label: 'Жук' }).toString()));
  const shaped = await handler(httpApiEvent('unbuilt.svg', new URLSearchParams({ label: 'בנייה بناء 中' }).toString()));
  const feed = await handler({ ...httpApiEvent('', ''), routeKey: 'GET /cc.xml', pathParameters: {} });
  vi.unstubAllEnvs();
  expect(feed.body).toContain('webUrl="https://badges.example.com/badges?project=web"');
  expect(response).toMatchObject({ statusCode: 200, body: expect.stringContaining('<title>build: passing</title>') });
  expect(cyrillic.body).toContain(JSON.stringify(glyphs.outlines['Ж']).slice(1, -1));
  expect(shaped.body).toContain('<title>בנייה بناء 中: unknown</title>');
  expect(shaped.body).toMatch(/<path fill="#fff" d="M60 140[MmHhVvLlQqAaCcZz\d -]{500,}"/);
});

/** The files of a bundle that are read before its handler is called: the entry and its static imports. */
function staticallyImported(file: string, found = new Set<string>()): Set<string> {
  if (found.has(file)) return found;
  found.add(file);
  for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(/(?:from|import)"\.\/([^"]+)"/g)) {
    staticallyImported(path.join(path.dirname(file), name), found);
  }
  return found;
}

const httpApiEvent = (file: string, rawQueryString: string) =>
  ({
    rawQueryString,
    headers: {},
    pathParameters: { file },
    requestContext: { requestId: '1', timeEpoch: 0, http: { method: 'GET' } },
  }) as unknown as APIGatewayProxyEventV2;

type Respond = (body: string, request: IncomingMessage) => { status: number; body: string } | undefined;

/** A table that responds as specified, or by default not at all. */
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
