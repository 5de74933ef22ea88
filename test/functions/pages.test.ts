import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { HttpResponse } from '../../functions/adapters/http/api-gateway.ts';
import { buildsTable } from '../../functions/adapters/builds-table.ts';
import { excerptRows } from '../../functions/adapters/excerpts/excerpt-rows.ts';
import { RANK, type DetailedRecord } from '../../functions/core/builds/build-record.ts';
import { buildRow } from '../../functions/core/builds/row-keys.ts';
import { indexConfiguration, type Hook, type Project } from '../../functions/core/configuration.ts';
import { readQuery } from '../../functions/core/http/read-query.ts';
import { pages } from '../../functions/pages.ts';
import { startBuildsTable } from './start-builds-table.ts';

const project = (name: string, more: Partial<Project> = {}): Project => ({
  name,
  sourceType: 'GITHUB',
  repository: { host: 'github.com', fullName: `acme/${name}` },
  badge: { enabled: true, branch: 'main' },
  ...more,
});
const LOG_EXCERPT = { when: 'failed', forks: false, groupName: '/aws/codebuild/logged' } as const;
const PROJECTS = [
  project('web', { pages: 'public' }),
  project('library', { pages: 'indexed' }),
  project('fresh', { pages: 'public' }),
  project('logged', { pages: 'public', logExcerpt: LOG_EXCERPT }),
  project('secretive', { pages: 'public', logExcerpt: { ...LOG_EXCERPT, withheld: 'secrets' } }),
  project('logless', { pages: 'public', logExcerpt: { ...LOG_EXCERPT, withheld: 'no log' } }),
  project('private'),
];
const HOOKS: readonly Hook[] = [{ name: 'github', provider: 'github', host: 'github.com' }];
const START = Date.UTC(2026, 0, 1);
const NOW = START + 3600_000;

let table: Awaited<ReturnType<typeof startBuildsTable>>;
beforeAll(async () => {
  table = await startBuildsTable();
});
afterAll(() => table.stop());

interface Asked {
  readonly route?: string;
  readonly origin?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Gets pages of a function whose table is at that address: by path and query, as a browser spells them. */
function pagesFrom(endpointUrl: string, projects = PROJECTS) {
  const access = {
    region: 'us-east-1',
    credentials: table.standIns.credentials,
    endpointUrls: { dynamodb: endpointUrl },
  };
  const respond = pages({
    configuration: indexConfiguration({ hooks: HOOKS, projects }),
    rows: buildsTable('builds', access, { deadlineMilliseconds: 1000, attempts: 1 }),
  });
  return (url: string, { headers = {}, origin = 'https://ci.example.com' }: Asked = {}): Promise<HttpResponse> => {
    const { pathname, search } = new URL(url, origin);
    const [, , name, , number] = pathname.split('/').map(decodeURIComponent);
    const pathParameters = { ...(name !== undefined && { project: name }), ...(number !== undefined && { number }) };
    const route =
      number !== undefined
        ? '/projects/{project}/builds/{number}'
        : name !== undefined
          ? '/projects/{project}'
          : pathname;
    return respond({
      id: '1',
      route: `GET ${route}`,
      origin,
      sourceIp: '203.0.113.1',
      method: 'GET',
      headers,
      pathParameters,
      query: readQuery(search.slice(1)),
      body: Buffer.alloc(0),
      receivedAt: NOW,
    });
  };
}
const get: ReturnType<typeof pagesFrom> = (url, asked) => pagesFrom(table.standIns.url)(url, asked);

const build = (number: number, more: Partial<DetailedRecord> = {}): DetailedRecord => ({
  project: 'web',
  buildId: `web:${number}`,
  number,
  rank: RANK.ended,
  status: 'SUCCEEDED',
  ref: 'refs/heads/main',
  commit: String(number).padStart(40, '0'),
  startedAt: START + 1000 * number,
  endedAt: START + 1000 * number + 62_000,
  eventType: 'PUSH',
  reason: 'Filter group 1 passed.',
  phases: [
    { type: 'QUEUED', status: 'SUCCEEDED', startedAt: START + 1000 * number, endedAt: START + 1000 * number + 2000 },
    {
      type: 'BUILD',
      status: 'SUCCEEDED',
      startedAt: START + 1000 * number + 2000,
      endedAt: START + 1000 * number + 62_000,
    },
  ],
  ...more,
});
const write = (record: DetailedRecord) => buildsTable('builds', table.standIns.access).advanceBuild(record);

/** What a page says, without its markup. */
const textOf = ({ body }: HttpResponse): string =>
  body
    .replace(/<(style|script)>.*?<\/\1>/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');

const SECRET = 'ghp_0123456789abcdefghijABCDEFGHIJ012345';
const FAILED = build(3, {
  status: 'FAILED',
  failure: `COMMAND_EXECUTION_ERROR: Error while executing command: curl -u ci:${SECRET} https://ci:${SECRET}@example.com. Reason: exit status 22`,
  phases: [{ type: 'BUILD', status: 'FAILED', startedAt: START, endedAt: START + 1000 }],
});

describe('the pages of a project', () => {
  beforeAll(async () => {
    await write(build(1));
    await write(build(2, { ref: 'refs/heads/feature', commit: 'a'.repeat(40) }));
    await write(FAILED);
    await write(
      build(4, { ref: 'refs/pull/7/head', eventType: 'PULL_REQUEST_UPDATED', fork: true, commit: 'a'.repeat(40) }),
    );
    await write(build(5, { status: 'IN_PROGRESS', rank: RANK.running }));
  });

  test('show each ref, the newest builds, and what they were like', async () => {
    const response = await get('/projects/web');
    expect(response.status).toBe(200);
    const text = textOf(response);
    expect(text).toContain('web running');
    expect(text).toContain('running main');
    expect(text).toContain('passing pull request 7');
    expect(text).toContain('75 % 3 of 4 that passed or failed, of the last 5');
    expect(text).toContain('1m 0s of the 3 that passed, of the last 5');
    expect(text).toContain('failing #3 main 0000000 push');
    expect(response.body).toContain('href="https://github.com/acme/web/commit/' + 'a'.repeat(40));
  });

  test('are the same as JSON', async () => {
    const { headers, body } = await get('/projects/web.json');
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(JSON.parse(body)).toMatchObject({
      project: 'web',
      repository: 'https://github.com/acme/web',
      statistics: { builds: 5, success: { passed: 3, of: 4, rate: 0.75 }, medianRunTime: { seconds: 60, of: 3 } },
      refs: [{ ref: 'refs/heads/main', state: 'running' }, { ref: 'refs/pull/7/head' }, { ref: 'refs/heads/feature' }],
      builds: [
        { number: 5 },
        { number: 4, fork: true, trigger: 'pull request updated' },
        { number: 3 },
        { number: 2 },
        { number: 1 },
      ],
    });
    expect(JSON.parse((await get('/projects/web/builds/3.json')).body)).toMatchObject({
      project: 'web',
      number: 3,
      state: 'failing',
      reason: 'Filter group 1 passed.',
      failed: { type: 'BUILD', exitStatus: 22, detail: expect.stringContaining('curl -u') as string },
      phases: [{ type: 'BUILD', status: 'FAILED' }],
    });
  });

  test('show only builds of the ref and state that are asked for', async () => {
    const numbers = async (query: string) => {
      const { builds } = JSON.parse((await get(`/projects/web.json?${query}`)).body) as {
        builds: { number: number }[];
      };
      return builds.map(({ number }) => number);
    };
    expect(await numbers('branch=main')).toEqual([5, 3, 1]);
    expect(await numbers('ref=refs/pull/7/head')).toEqual([4]);
    expect(await numbers('branch=main&state=failing')).toEqual([3]);
    expect(await numbers('state=running')).toEqual([5]);
    expect(await numbers('branch=absent')).toEqual([]);
    expect(textOf(await get('/projects/web?branch=absent'))).toContain('No build of absent is known.');
  });

  test('show why a build failed, without the secrets of its command line', async () => {
    const response = await get('/projects/web/builds/3');
    expect(textOf(response)).toContain('The build phase ended with exit status 22');
    for (const { body } of [response, await get('/projects/web/builds/3.json'), await get('/projects/web')]) {
      expect(body).not.toContain(SECRET);
    }
  });

  test('show the other builds of a commit', async () => {
    const text = textOf(await get('/projects/web/builds/4'));
    expect(text).toContain('pull request updated from a fork');
    expect(text.slice(text.indexOf('Other builds of this commit'))).toContain('#2 feature');
    expect(textOf(await get('/projects/web/builds/1'))).not.toContain('Other builds');
  });

  test('are revalidated, and load again by themselves while something runs', async () => {
    const first = await get('/projects/web');
    expect(first.headers['cache-control']).toBe('no-cache');
    expect(first.body).toMatch(/http-equiv=.?refresh/);
    const again = await get('/projects/web', { headers: { 'if-none-match': first.headers['etag']! } });
    expect(again).toMatchObject({ status: 304, body: '' });
    await write(build(5, { status: 'FAILED' }));
    const ended = await get('/projects/web', { headers: { 'if-none-match': first.headers['etag']! } });
    expect(ended.status).toBe(200);
    expect(ended.body).not.toMatch(/http-equiv=.?refresh/);
  });

  test('can load and run nothing but their own stylesheet and script, and tell no other site what they are', async () => {
    for (const path of ['/projects/web', '/projects/web/builds/3', '/', '/projects/private']) {
      const { headers, body } = await get(path);
      expect(headers['content-security-policy']).toMatch(
        /^default-src 'none'; style-src 'sha256-[^' ]+'; script-src 'sha256-[^' ]+'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
      );
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
      expect(body).not.toMatch(/ (?:on\w+|style)=/);
    }
  });

  test('are not for search engines, unless the project says so', async () => {
    const [web, library] = [await get('/projects/web'), await get('/projects/library')];
    expect(web.headers['x-robots-tag']).toBe('noindex');
    expect(web.body).toMatch(/<meta name=robots content=noindex/);
    expect((await get('/projects/web.json')).headers['x-robots-tag']).toBe('noindex');
    expect(library.headers).not.toHaveProperty('x-robots-tag');
    expect(library.body).not.toContain('noindex');
    for (const [projects, isIndexed] of [
      [PROJECTS, false],
      [PROJECTS.filter(({ name }) => ['library', 'private'].includes(name)), true],
      [[], false],
    ] as const) {
      const first = await pagesFrom(table.standIns.url, [...projects])('/');
      expect([first.headers['x-robots-tag'], first.body.includes('noindex')]).toEqual(
        isIndexed ? [undefined, false] : ['noindex', true],
      );
    }
  });

  test('say what to do before the first build', async () => {
    expect(textOf(await get('/projects/fresh'))).toContain('No build is known yet.');
  });

  test.each(['0', '-1', '1e3', '01', '9999999999999', '3.json.json', 'untrusted-3', '', '3 ', '99'])(
    'there is no build %j',
    async (number) => {
      const response = await get(`/projects/web/builds/${encodeURIComponent(number)}`);
      expect(response.status).toBe(404);
    },
  );
});

describe('the end of the log of a build', () => {
  const failed = (name: string, number: number, more: Partial<DetailedRecord> = {}): DetailedRecord => ({
    ...build(number, { status: 'FAILED', ...more }),
    project: name,
    buildId: `${name}:${number}`,
  });
  const keep = (record: DetailedRecord, text: string, isCut = false) =>
    excerptRows('builds', table.standIns.access).keep({
      project: record.project,
      buildId: record.buildId,
      number: record.number,
      startedAt: record.startedAt!,
      text,
      isCut,
    });

  test('is shown as plain text, on the page and as JSON', async () => {
    const record = failed('logged', 1);
    await write(record);
    await keep(record, 'expected <b>1</b>\n  got 2', true);
    const { body } = await get('/projects/logged/builds/1');
    expect(body).toContain('>expected &lt;b&gt;1&lt;/b&gt;\n  got 2</pre>');
    expect(body).toContain('Earlier lines are not shown.');
    expect(JSON.parse((await get('/projects/logged/builds/1.json')).body)).toMatchObject({
      logEnd: { text: 'expected <b>1</b>\n  got 2', isCut: true },
    });
  });

  test('is not that of a deleted project’s build of the same number', async () => {
    const record = failed('logged', 2);
    await write(record);
    await keep({ ...record, buildId: 'logged:old' }, 'of the deleted project');
    expect(textOf(await get('/projects/logged/builds/2'))).not.toContain('of the deleted project');
  });

  test('is not shown once the project, as it is configured now, would not keep it', async () => {
    const fork = failed('logged', 6, { fork: true, ref: 'refs/pull/1/head' });
    await write(fork);
    await keep(fork, 'printed by a fork');
    const show = async (logExcerpt: Project['logExcerpt'], rest = '') => {
      const logged = project('logged', { pages: 'public', ...(logExcerpt && { logExcerpt }) });
      return (await pagesFrom(table.standIns.url, [logged])(`/projects/logged/builds/6${rest}`)).body;
    };
    for (const rest of ['', '.json']) {
      expect(await show({ ...LOG_EXCERPT, forks: true }, rest)).toContain('printed by a fork');
      expect(await show(LOG_EXCERPT, rest)).not.toContain('printed by a fork');
      expect(await show({ ...LOG_EXCERPT, forks: true, withheld: 'secrets' }, rest)).not.toContain('printed by a fork');
      expect(await show(undefined, rest)).not.toContain('printed by a fork');
    }
  });

  test('is awaited for some minutes, in which the page loads again by itself', async () => {
    await write(failed('logged', 3, { endedAt: NOW - 60_000 }));
    await write(failed('logged', 4, { endedAt: NOW - 600_000 }));
    const awaited = await get('/projects/logged/builds/3');
    expect(textOf(awaited)).toContain('The last lines of the log arrive within minutes.');
    expect(awaited.body).toMatch(/http-equiv=.?refresh/);
    const never = await get('/projects/logged/builds/4');
    expect(textOf(never)).toContain('No log of this build is kept.');
    expect(never.body).not.toMatch(/http-equiv=.?refresh/);
  });

  test('is not there where the project keeps none, and the page says so, but not of which secrets', async () => {
    for (const name of ['secretive', 'logless']) await write(failed(name, 1));
    expect(textOf(await get('/projects/secretive/builds/1'))).toContain('The log of this project is not shown.');
    expect(textOf(await get('/projects/logless/builds/1'))).toContain('not kept where it could be read');
  });

  test('is not spoken of where nobody asked for it, or the build passed', async () => {
    await write(failed('logged', 5, { status: 'SUCCEEDED' }));
    for (const path of ['/projects/web/builds/3', '/projects/logged/builds/5']) {
      expect(textOf(await get(path))).not.toMatch(/\blog\b/);
    }
  });
});

describe('the first page', () => {
  test('lists the projects with public pages, and what runs', async () => {
    const row = {
      ...build(9, { status: 'IN_PROGRESS', rank: RANK.running }),
      project: 'library',
      buildId: 'library:9',
    };
    await write(row);
    await write({ ...row, project: 'private', buildId: 'private:9' });
    await buildsTable('builds', table.standIns.access).advanceNewest('ref#refs/heads/main', row);
    const response = await get('/');
    const text = textOf(response);
    expect(response.status).toBe(200);
    expect(text).toContain('fresh unknown');
    expect(text).toContain('library running main #9');
    expect(text.slice(text.indexOf('Running now'))).toContain('library #9');
    expect(text).not.toContain('private');
    expect(text).not.toContain('on this machine');
  });

  test('says how to make a project public where none is', async () => {
    const response = await pagesFrom(table.standIns.url, [project('private')])('/');
    expect(textOf(response)).toContain('set pages: public in the projects file');
  });

  test('says what to do next on the machine of a developer', async () => {
    expect(textOf(await get('/', { origin: 'http://127.0.0.1:3000' }))).toContain('What to do next on this machine');
  });
});

test('/health responds without reading anything', async () => {
  const reads: string[] = [];
  const server = await serve((body) => (reads.push(body), '{}'));
  expect(await pagesFrom(server.url)('/health')).toMatchObject({ status: 200, body: 'ok\n' });
  await server.stop();
  expect(reads).toEqual([]);
});

test.each(['', '.json', '/builds/1', '/builds/1.json', '?branch=main&state=failing'])(
  'at /projects/{project}%s, private and unknown projects get the same response after the same reads',
  async (rest) => {
    const reads: string[][] = [];
    const server = await serve((body) => (reads.at(-1)!.push(body), '{"Items":[]}'));
    const from = pagesFrom(server.url);
    const responses = [];
    for (const name of ['private', 'absent', '__proto__', 'constructor', 'x'.repeat(200), '%F0%9F%92%A9', '#nothing']) {
      reads.push([]);
      responses.push(await from(`/projects/${name.replace('#', '%23')}${rest}`));
    }
    await server.stop();
    expect(responses[0]).toMatchObject({ status: 404, headers: { 'cache-control': 'no-store' } });
    expect(responses[0]!.headers).not.toHaveProperty('etag');
    for (const response of responses) expect(response).toEqual(responses[0]);
    for (const read of reads) expect(read.toSorted()).toEqual(reads[0]!.toSorted());
    expect(reads[0]).not.toEqual([]);
    expect(JSON.stringify(reads)).not.toMatch(/private|absent/);
  },
);

test('a project with 10,000 builds takes as many reads as one with 50', async () => {
  const readsOf = async (builds: number, path: string): Promise<number> => {
    let reads = 0;
    const item = (number: number) => ({
      project: { S: 'web' },
      row: { S: buildRow(number) },
      number: { N: String(number) },
      buildId: { S: `web:${number}` },
      rank: { N: '3' },
      status: { S: 'SUCCEEDED' },
    });
    const server = await serve((body) => {
      reads += 1;
      const { Limit = 0 } = JSON.parse(body) as { Limit?: number };
      const items = Array.from({ length: Math.min(Limit, builds) }, (_, index) => item(builds - index));
      const last = builds > Limit && { LastEvaluatedKey: { project: { S: 'web' }, row: items.at(-1)?.row } };
      return JSON.stringify({ Items: items, ...last, Responses: { builds: [item(50)] } });
    });
    const { status } = await pagesFrom(server.url)(path);
    await server.stop();
    expect(status).toBe(200);
    return reads;
  };
  for (const [path, most] of [
    ['/projects/web', 1],
    ['/projects/web?branch=main', 2],
    ['/projects/web/builds/50', 2],
  ] as const) {
    expect([await readsOf(50, path), await readsOf(10_000, path)], path).toEqual([most, most]);
  }
});

test('while the table cannot be read, a public page says so, and what is not public stays unknown', async () => {
  const server = await serve(() => undefined);
  const from = pagesFrom(server.url);
  const [shown, first, hidden] = [await from('/projects/web'), await from('/'), await from('/projects/private')];
  await server.stop();
  for (const response of [shown, first]) {
    expect(response).toMatchObject({ status: 503, headers: { 'cache-control': 'no-store' } });
  }
  expect(hidden).toEqual(await get('/projects/private'));
});

test('nothing but the known parameters changes a response', async () => {
  const plain = await get('/projects/web?branch=main');
  const names = ['host', 'x-forwarded-host', 'origin', 'referer', 'cookie', 'authorization', 'accept'];
  const headers = Object.fromEntries(names.map((name) => [name, 'evil.example']));
  expect(await get('/projects/web?x=1&branch=main&branch=other&style=flat', { headers })).toEqual(plain);
});

/** A table that responds with this, or, for undefined, with an error. */
async function serve(respond: (body: string) => string | undefined) {
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const sent = respond(body);
      response.writeHead(sent === undefined ? 500 : 200, { 'content-type': 'application/x-amz-json-1.0' }).end(sent);
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
