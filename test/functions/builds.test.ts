import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { indexConfiguration } from '../../functions/core/configuration.ts';
import { startApi, type Api, type Sent } from './start-api.ts';
import { webProject } from './start-world.ts';

let api: Api;
beforeEach(async () => {
  api = await startApi();
});
afterEach(() => api.stop());

interface Build {
  readonly id: string;
  readonly number: number;
  readonly status: string;
}

async function started(ref = 'main', project = 'web'): Promise<Build> {
  const response = await api.send('POST', `/projects/${project}/builds`, { body: { ref } });
  return (await response.json()) as Build;
}

const get = (path: string, sent: Sent = {}) => api.send('GET', path, sent);
const read = async <T>(path: string, sent: Sent = {}): Promise<T> => (await (await get(path, sent)).json()) as T;

/** Everything that a client sees of a response, except for the gateway's headers and the rate limit. */
async function seen(pending: Promise<Response>): Promise<object> {
  const response = await pending;
  const headers = [...response.headers].filter(([name]) => !/^(?:apigw-requestid|date|ratelimit)/.test(name));
  return { status: response.status, headers, body: await response.text() };
}

describe('an unknown caller', () => {
  test.each<[string, Record<string, string>]>([
    ['no token', {}],
    ['an unknown token', { authorization: `Bearer pushlight_${'0'.repeat(12)}_${'0'.repeat(56)}` }],
    ['another scheme', { authorization: 'Basic dXNlcjpwYXNz' }],
    ['a JWT of an unknown issuer', { authorization: 'Bearer eyJhbGciOiJub25lIn0.e30.' }],
    ['two tokens', { authorization: 'Bearer a,Bearer b' }],
  ])('with %s gets the same response', async (_, headers) => {
    const response = await seen(get('/projects', { token: '', headers }));
    expect(response).toMatchObject({ status: 401, headers: expect.arrayContaining([['www-authenticate', 'Bearer']]) });
    expect(response).toEqual(await seen(get('/projects', { token: '' })));
  });

  test('is not authenticated by a token in the URL', async () => {
    expect((await get(`/projects?access_token=${api.everything}`, { token: '' })).status).toBe(401);
  });

  test('is not allowed to do anything', async () => {
    const { id } = await started();
    for (const [method, path] of [
      ['POST', '/projects/web/builds'],
      ['GET', '/projects'],
      ['GET', '/projects/web/builds'],
      ['GET', `/builds/${id}`],
      ['GET', `/builds/${id}/log`],
      ['POST', `/builds/${id}/stop`],
      ['POST', `/builds/${id}/retry`],
    ] as const) {
      expect((await api.send(method, path, { token: '' })).status, `${method} ${path}`).toBe(401);
    }
  });
});

test('if tokens cannot be read, the caller is asked to retry', async () => {
  await api.stop();
  api = await startApi({ authenticate: () => Promise.reject(new Error('the Parameter Store is away')) });
  const response = await get('/projects');
  expect([response.status, response.headers.get('retry-after')]).toEqual([503, '5']);
  expect(await response.text()).not.toContain('Parameter Store');
});

describe('anything that a token cannot see', () => {
  test('gets byte for byte the response of something that does not exist', async () => {
    const { id } = await started('main', 'other');
    const token = api.newToken({ projects: ['web'] });
    const unknown = 'web:00000000-0000-4000-8000-00000000ffff';
    for (const [method, path, absent, body] of [
      ['GET', '/projects/other/builds', '/projects/nothing/builds'],
      ['POST', '/projects/other/builds', '/projects/nothing/builds', { ref: 'main' }],
      ['GET', `/builds/${id}`, `/builds/${unknown}`],
      ['GET', `/builds/${id}/log`, `/builds/${unknown}/log`],
      ['POST', `/builds/${id}/stop`, `/builds/${unknown}/stop`],
      ['POST', `/builds/${id}/retry`, `/builds/${unknown}/retry`],
    ] as const) {
      const sent = { token, ...(body && { body }) };
      const response = await seen(api.send(method, path, sent));
      expect(response).toMatchObject({ status: 404 });
      expect(response).toEqual(await seen(api.send(method, absent, sent)));
    }
    expect(api.codeBuild.started).toHaveLength(1);
  });

  test.each(['__proto__', 'constructor', 'web:1', 'web%00', '..%2Fweb', 'x'.repeat(300)])(
    'a project named %s does not exist',
    async (name) => {
      expect((await get(`/projects/${name}/builds`)).status).toBe(404);
      expect((await get(`/builds/${name}`)).status).toBe(404);
    },
  );

  test.each(['start', 'read', 'stop', 'retry'] as const)(
    'without the action %s, its calls are refused',
    async (action) => {
      const { id } = await started();
      const token = api.newToken({
        actions: (['start', 'read', 'stop', 'retry'] as const).filter((each) => each !== action),
      });
      const statuses = {
        start: (await api.send('POST', '/projects/web/builds', { token, body: { ref: 'main' } })).status,
        read: (await get(`/builds/${id}`, { token })).status,
        retry: (await api.send('POST', `/builds/${id}/retry`, { token })).status,
        stop: (await api.send('POST', `/builds/${id}/stop`, { token })).status,
      };
      expect(statuses).toEqual({ start: 201, read: 200, retry: 201, stop: 200, [action]: 403 });
    },
  );
});

describe('lists', () => {
  test('of projects contain those that the token can see, page by page', async () => {
    expect(await read('/projects', { token: api.newToken({ projects: ['w*'] }) })).toEqual({
      projects: [{ name: 'web', repository: 'github.com/acme/web', badge: '/badges/web.svg' }],
    });
    const first = await read<{ projects: { name: string }[]; nextCursor: string }>('/projects?limit=2');
    expect(first.projects.map(({ name }) => name)).toEqual(['on-gitlab', 'other']);
    const second = await read<typeof first>(`/projects?limit=2&cursor=${first.nextCursor}`);
    expect(second).toMatchObject({ projects: [{ name: 'web' }] });
    expect(second.nextCursor).toBeUndefined();
  });

  test('of builds are sorted newest first and contain each build once over all pages', async () => {
    for (let count = 0; count < 5; count++) await started();
    const numbers: number[] = [];
    let query = '?limit=2';
    for (let page = 0; page < 5 && query !== ''; page++) {
      const { builds, nextCursor } = await read<{ builds: Build[]; nextCursor?: string }>(
        `/projects/web/builds${query}`,
      );
      numbers.push(...builds.map(({ number }) => number));
      query = nextCursor === undefined ? '' : `?limit=2&cursor=${nextCursor}`;
    }
    expect(numbers).toEqual([5, 4, 3, 2, 1]);
  });

  test("of a ref's builds contain no others, whatever other refs are called", async () => {
    await started('main');
    await started('main#build#000000000001');
    await started('main#build#000000000009');
    await started('main2');
    const { builds } = await read<{ builds: Build[] }>('/projects/web/builds?ref=main');
    expect(builds.map(({ number }) => number)).toEqual([1]);
  });

  test.each(['alice/topic+v2', 'alice%2Ftopic%2Bv2', 'refs/heads/alice/topic+v2'])(
    'of builds contain those of a branch with a plus sign, requested as ?ref=%s',
    async (ref) => {
      await started('main');
      await started('alice/topic+v2');
      const { builds } = await read<{ builds: Build[] }>(`/projects/web/builds?ref=${ref}`);
      expect(builds.map(({ number }) => number)).toEqual([2]);
    },
  );

  test('of builds with one status contain it among many others', async () => {
    const { id } = await started();
    for (let count = 0; count < 3; count++) await started();
    api.codeBuild.end(id, 'FAILED');
    await api.send('POST', `/builds/${id}/stop`);
    const row = await api.rows.readBuild('web', 1);
    await api.rows.advanceBuild({ ...row!, rank: 3, status: 'FAILED' });
    const page = await read('/projects/web/builds?status=FAILED&limit=1');
    expect(page).toMatchObject({ builds: [{ number: 1, status: 'FAILED' }] });
  });

  test.each([
    'limit=0',
    'limit=101',
    'limit=x',
    'limit=1&limit=2',
    'status=failed',
    'ref=pr/1',
    'ref=a%20b',
    'cursor=x',
    'cursor=',
    'cursor=MA',
    'sort=asc',
    '__proto__=1',
  ])('refuse the query %s and name its parameter', async (query) => {
    const { status, detail } = await read<{ status: number; detail: string }>(`/projects/web/builds?${query}`);
    expect([status, detail.split(':')[0]]).toEqual([400, query.split('=')[0]]);
  });
});

describe('a build', () => {
  test('is returned with its phases and without its variables', async () => {
    const environmentVariables = [{ name: 'VERSION', value: 'canary' }];
    const response = await api.send('POST', '/projects/web/builds', { body: { ref: 'main', environmentVariables } });
    const { id } = (await response.json()) as Build;
    const text = await (await get(`/builds/${id}`)).text();
    expect(JSON.parse(text)).toMatchObject({
      id,
      status: 'IN_PROGRESS',
      currentPhase: 'QUEUED',
      phases: [{ type: 'QUEUED' }],
    });
    expect(text).not.toMatch(/canary|VERSION|PUSHLIGHT/);
  });

  test('whose event is newer is returned as the event reports it', async () => {
    const { id } = await started();
    const row = (await api.rows.readBuild('web', 1))!;
    await api.rows.advanceBuild({ ...row, rank: 2, status: 'FAILED' });
    expect(await read(`/builds/${id}`)).toMatchObject({ status: 'FAILED' });
  });

  test('that somebody started without a version belongs to the branch of its project’s badge', async () => {
    const projects = [{ ...webProject, badge: { enabled: true, branch: 'trunk' } }];
    const other = await startApi({ configuration: indexConfiguration({ hooks: [], projects }) });
    const { id } = await other.builds.start({ project: 'web', environmentVariables: [], idempotencyToken: 'a' });
    const response = await other.send('GET', `/builds/${id}`);
    expect(await response.json()).toMatchObject({ id, ref: 'refs/heads/trunk' });
    await other.stop();
  });

  test('has an entity tag that changes with it', async () => {
    const { id } = await started();
    const etag = (await get(`/builds/${id}`)).headers.get('etag') ?? '';
    const again = () => get(`/builds/${id}`, { headers: { 'if-none-match': etag } });
    expect((await again()).status).toBe(304);
    api.codeBuild.end(id, 'SUCCEEDED');
    expect((await again()).status).toBe(200);
  });

  test('is stopped, and stays as it is if it had already ended', async () => {
    const { id } = await started();
    const stop = () => api.send('POST', `/builds/${id}/stop`);
    expect(await (await stop()).json()).toMatchObject({ id, status: 'STOPPED' });
    api.codeBuild.stopFaults.push({ refuse: 'InvalidInputException' });
    expect(await (await stop()).json()).toMatchObject({ id, status: 'STOPPED' });
  });

  test('whose stop CodeBuild refuses is reported as a problem', async () => {
    const { id } = await started();
    api.codeBuild.stopFaults.push({ refuse: 'InvalidInputException' });
    expect((await api.send('POST', `/builds/${id}/stop`)).status).toBe(409);
  });
});

describe('a log', () => {
  const json = { headers: { accept: 'application/json' } };
  interface Page {
    readonly events: readonly { readonly message: string }[];
    readonly nextCursor?: string;
  }

  test('is text unless JSON is preferred, and ends with its last page', async () => {
    const { id } = await started();
    await api.writeLog(id.slice(4), 'one\ntwo\n');
    const text = await get(`/builds/${id}/log`);
    expect(text.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(await text.text()).toBe('one\ntwo\n');
    const [, next = ''] = /^<([^>]+)>; rel="next"$/.exec(text.headers.get('link') ?? '') ?? [];
    const end = await get(next);
    expect([await end.text(), end.headers.get('retry-after')]).toEqual(['', '2']);
    api.codeBuild.end(id, 'SUCCEEDED');
    expect((await get(next)).headers.get('link')).toBeNull();

    const page = await read<Page>(`/builds/${id}/log`, json);
    expect(page.events.map(({ message }) => message)).toEqual(['one\n', 'two\n']);
    expect((await read<Page>(`/builds/${id}/log?cursor=${page.nextCursor}`, json)).nextCursor).toBeUndefined();
  });

  test('that does not exist yet can be requested again', async () => {
    const { id } = await started();
    const { events, nextCursor } = await read<Page>(`/builds/${id}/log`, json);
    expect(events).toEqual([]);
    await api.writeLog(id.slice(4), 'one\n');
    expect(await read<Page>(`/builds/${id}/log?cursor=${nextCursor}`, json)).toMatchObject({
      events: [{ message: 'one\n' }],
    });
  });

  test('at a position that is not one of our cursors is refused', async () => {
    const { id } = await started();
    await api.writeLog(id.slice(4), 'one\n');
    for (const cursor of ['x', Buffer.from('nonsense').toString('base64url')]) {
      expect((await get(`/builds/${id}/log?cursor=${cursor}`)).status).toBe(400);
    }
  });
});

test('a caller sees what is left of its limit and is refused when nothing is, while others continue', async () => {
  await api.stop();
  let now = Date.now();
  api = await startApi({ now: () => now });
  const responses = [];
  for (let count = 0; count < 101; count++) responses.push(await get('/projects'));
  expect(responses[0]?.headers.get('ratelimit-policy')).toBe('"token";q=100;w=60');
  expect(responses[0]?.headers.get('ratelimit')).toMatch(/^"token";r=99;t=1$/);
  expect(responses[99]?.status).toBe(200);
  expect([responses[100]?.status, responses[100]?.headers.get('retry-after')]).toEqual([429, '1']);
  expect((await get('/projects', { token: api.newToken() })).status).toBe(200);
  now += 1000;
  expect((await get('/projects')).status).toBe(200);
});
