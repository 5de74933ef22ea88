import { randomBytes } from 'node:crypto';
import { StartBuildInput$ } from '@aws-sdk/client-codebuild';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Caller } from '../../functions/core/access/caller.ts';
import { makeToken, TOKEN_BYTES, tokenId } from '../../functions/core/access/token.ts';
import type { Problem } from '../../functions/core/http/problem.ts';
import { recordLog } from './record-log.ts';
import { startApi, type Api, type Sent } from './start-api.ts';

let api: Api;
const open = async () => void (api = await startApi());
const close = () => api.stop();

function eachWithAnApiOfItsOwn(): void {
  beforeEach(open);
  afterEach(close);
}

/** Each has its own token that can do everything, so that no limit is reached. */
let token: string | undefined;
function allWithOneApi(): void {
  beforeAll(open);
  beforeEach(() => {
    token = api.newToken();
  });
  afterAll(async () => {
    token = undefined;
    await close();
  });
}

const commit = 'b'.repeat(40);
const start = (body: unknown, sent: Sent = {}, project = 'web') =>
  api.send('POST', `/projects/${project}/builds`, { body, ...(token !== undefined && { token }), ...sent });

async function problemOf(pending: Promise<Response> | Response): Promise<Problem> {
  const response = await pending;
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const problem = (await response.json()) as Problem;
  expect(problem.status).toBe(response.status);
  return problem;
}

describe('a start', () => {
  eachWithAnApiOfItsOwn();

  test('pins the commit to its ref, sets the variables that the token names, is recorded for its ref, and returns its location', async () => {
    const environmentVariables = [{ name: 'VERSION', value: '1.2.3' }];
    const response = await start({ ref: 'main', commit, environmentVariables });
    expect(response.status).toBe(201);
    const build = (await response.json()) as { id: string };
    expect(response.headers.get('location')).toBe(`/builds/${build.id}`);
    expect(build).toMatchObject({ project: 'web', number: 1, status: 'IN_PROGRESS', ref: 'refs/heads/main', commit });
    const [request] = api.codeBuild.requests;
    expect(request).toMatchObject({ projectName: 'web', sourceVersion: `refs/heads/main^{${commit}}` });
    const sent = new Map(request?.environmentVariablesOverride.map(({ name, value }) => [name, value]));
    expect(sent.get('VERSION')).toBe('1.2.3');
    expect(sent.get('PUSHLIGHT_REF')).toBe('refs/heads/main');
    expect(await api.rows.readNewest('web', 'ref#refs/heads/main')).toMatchObject({
      newest: { buildId: build.id, number: 1 },
    });
  });

  test.each([
    ['main', 'refs/heads/main'],
    ['release/1.0', 'refs/heads/release/1.0'],
    ['refs/heads/main', 'refs/heads/main'],
    ['refs/tags/v1', 'refs/tags/v1'],
    ['v1', 'refs/heads/v1'],
  ])('of %s builds %s', async (ref, sourceVersion) => {
    expect((await start({ ref })).status).toBe(201);
    expect(api.codeBuild.requests).toMatchObject([{ sourceVersion }]);
  });

  test('accepts no commit if the source could build one from another ref', async () => {
    const response = start({ ref: 'main', commit }, {}, 'on-gitlab');
    expect(await problemOf(response)).toMatchObject({ status: 400, type: '/docs#commit-not-pinned' });
    expect((await start({ ref: 'main' }, {}, 'on-gitlab')).status).toBe(201);
    expect(api.codeBuild.requests).toMatchObject([{ sourceVersion: 'refs/heads/main' }]);
  });
});

describe('a start', () => {
  allWithOneApi();

  test.each([
    'pr/1',
    'refs/pull/1/head',
    'refs/pull/1/merge',
    'HEAD',
    commit,
    commit.slice(0, 7),
    'refs/heads/',
    'refs/heads/../x',
    'heads/main',
    'main^{commit}',
    'a..b',
    '$(id) x',
    'main\n',
    '\ud800',
    '',
    7,
    null,
  ])('of %j is refused, since it is not a branch or tag', async (ref) => {
    const { detail, type } = await problemOf(start({ ref }));
    expect(type).toBe('/docs#invalid-request');
    expect(detail).toMatch(/^ref/);
    expect(api.codeBuild.requests).toEqual([]);
  });

  test.each(['b'.repeat(39), 'b'.repeat(41), 'B'.repeat(40), 'main', `${commit}\n`, 1])(
    'of the commit %j is refused',
    async (wrong) => {
      expect((await problemOf(start({ ref: 'main', commit: wrong }))).detail).toMatch(/^commit/);
    },
  );

  test.each([
    ['PATH', 'invalid-request'],
    ['LD_PRELOAD', 'invalid-request'],
    ['NODE_OPTIONS', 'invalid-request'],
    ['BASH_ENV', 'invalid-request'],
    ['AWS_ACCESS_KEY_ID', 'invalid-request'],
    ['GIT_SSH_COMMAND', 'invalid-request'],
    ['CODEBUILD_BUILD_ID', 'invalid-request'],
    ['WEBHOOK_EVENT', 'invalid-request'],
    ['PUSHLIGHT_REF', 'invalid-request'],
    ['pushlight_ref', 'invalid-request'],
    ['OTHER', 'variable-not-allowed'],
  ])('with the variable %s is refused: %s', async (name, problem) => {
    const response = start({ ref: 'main', environmentVariables: [{ name, value: 'x' }] });
    const { type, detail } = await problemOf(response);
    expect(type).toBe(`/docs#${problem}`);
    expect(detail).toContain(name);
    expect(api.codeBuild.requests).toEqual([]);
  });

  test.each([
    ['a type', [{ name: 'VERSION', value: '/secret', type: 'SECRETS_MANAGER' }]],
    [
      'the same name twice',
      [
        { name: 'VERSION', value: '1' },
        { name: 'VERSION', value: '2' },
      ],
    ],
    ['10,000 variables', Array.from({ length: 10_000 }, (_, n) => ({ name: `V${n}`, value: '' }))],
    ['a long value', [{ name: 'VERSION', value: 'x'.repeat(4097) }]],
    ['a control character', [{ name: 'VERSION', value: 'a\u0000b' }]],
  ])('refuses variables with %s', async (_, environmentVariables) => {
    const { status } = await problemOf(start({ ref: 'main', environmentVariables }));
    expect([400, 413]).toContain(status);
    expect(api.codeBuild.requests).toEqual([]);
  });

  const BODIES: readonly (readonly [string, number])[] = [
    ['', 400],
    ['null', 400],
    ['[]', 400],
    ['{', 400],
    ['{"ref":"main","__proto__":{"x":1}}', 400],
    ['{"ref":"main","constructor":1}', 400],
    [`${'['.repeat(30_000)}${']'.repeat(30_000)}`, 400],
    [JSON.stringify({ ref: 'x'.repeat(70_000) }), 413],
  ];
  test.each(BODIES.map(([body, status]) => [body.slice(0, 40), status, body] as const))(
    'refuses the body %j with status %d',
    async (_, status, body) => {
      const response = await start(body, { headers: { 'content-type': 'application/json' } });
      expect(response.status).toBe(status);
    },
  );

  test('refuses a body whose type is not JSON', async () => {
    expect((await start('ref=main', { headers: { 'content-type': 'application/x-www-form-urlencoded' } })).status).toBe(
      415,
    );
  });
});

describe('the input of StartBuild', () => {
  allWithOneApi();
  const [, , , , members] = StartBuildInput$;

  test('has the fields that the SDK defines', () => {
    expect(members).toContain('buildspecOverride');
    expect(members.length).toBeGreaterThan(30);
  });

  test.each(members)('%s cannot be set by any request', async (field) => {
    const { detail, type } = await problemOf(start({ ref: 'main', [field]: 'x' }));
    expect(type).toBe('/docs#invalid-request');
    expect(detail).toBe(`${field}: is not a field of this request.`);
    expect(api.codeBuild.requests).toEqual([]);
  });

  test('has six fields that are sent, and variables only as plain text', async () => {
    await start({ ref: 'main', commit, environmentVariables: [{ name: 'DEBUG', value: 'x' }] });
    expect(Object.keys(api.codeBuild.requests.at(-1) ?? {}).sort()).toEqual([
      'buildStatusConfigOverride',
      'environmentVariablesOverride',
      'idempotencyToken',
      'projectName',
      'reportBuildStatusOverride',
      'sourceVersion',
    ]);
    const types = api.codeBuild.requests
      .at(-1)
      ?.environmentVariablesOverride.map((variable) => Object(variable)['type']);
    expect(new Set(types)).toEqual(new Set(['PLAINTEXT']));
  });
});

describe('an Idempotency-Key', () => {
  eachWithAnApiOfItsOwn();
  const headers = { 'idempotency-key': 'deploy-7' };

  test('makes a repeated request start one build and return the same response', async () => {
    const first = await start({ ref: 'main' }, { headers });
    const build = await first.text();
    api.codeBuild.end((JSON.parse(build) as { id: string }).id, 'SUCCEEDED');
    const second = await start({ ref: 'refs/heads/main' }, { headers });
    expect([second.status, second.headers.get('location'), await second.text()]).toEqual([
      201,
      first.headers.get('location'),
      build,
    ]);
    expect(api.codeBuild.started).toHaveLength(1);
  });

  test('is refused for a different request', async () => {
    await start({ ref: 'main' }, { headers });
    expect(await problemOf(start({ ref: 'other' }, { headers }))).toMatchObject({
      status: 422,
      type: '/docs#key-reused',
    });
    expect(api.codeBuild.started).toHaveLength(1);
  });

  test('is separate for each caller', async () => {
    await start({ ref: 'main' }, { headers });
    expect((await start({ ref: 'main' }, { headers, token: api.newToken() })).status).toBe(201);
    expect(api.codeBuild.started).toHaveLength(2);
  });

  test('starts one build from simultaneous requests, and asks those that arrive in between to repeat theirs', async () => {
    const responses = await Promise.all([1, 2, 3, 4].map(() => start({ ref: 'main' }, { headers })));
    const statuses = responses.map(({ status }) => status);
    expect(statuses).toContain(201);
    expect(statuses.filter((status) => status !== 201 && status !== 409)).toEqual([]);
    expect(api.codeBuild.started).toHaveLength(1);
  });

  test('finds the build whose response was lost', async () => {
    api.codeBuild.faults.push('lose the response', 'lose the response', 'lose the response');
    expect((await start({ ref: 'main' }, { headers })).status).toBe(503);
    expect((await start({ ref: 'main' }, { headers })).status).toBe(503);
    api.codeBuild.faults.length = 0;
    expect((await start({ ref: 'main' }, { headers })).status).toBe(201);
    expect(api.codeBuild.started).toHaveLength(1);
  });

  test('is forgotten after a day', async () => {
    let now = Date.now();
    await api.stop();
    api = await startApi({ now: () => now });
    await start({ ref: 'main' }, { headers });
    now += 24 * 3600_000 + 1000;
    api.codeBuild.forgetTokens();
    expect((await start({ ref: 'other' }, { headers })).status).toBe(201);
    expect(api.codeBuild.started).toHaveLength(2);
  });

  test('is optional: without one, each request starts its own build', async () => {
    await start({ ref: 'main' });
    await start({ ref: 'main' });
    expect(api.codeBuild.started).toHaveLength(2);
  });
});

describe('a token that can start one build', () => {
  const caller: Caller = {
    id: 'oidc:issuer:subject',
    name: 'a workflow',
    grant: { projects: ['web'], actions: ['start', 'read'], refs: ['main'], variables: [] },
    singleUse: { id: 'jti', until: Date.now() + 600_000 },
  };
  beforeEach(async () => {
    api = await startApi({ authenticate: async () => caller });
  });
  afterEach(close);

  test('cannot start a second one', async () => {
    expect((await start({ ref: 'main' })).status).toBe(201);
    expect(await problemOf(start({ ref: 'main' }))).toMatchObject({ status: 403, type: '/docs#token-used' });
    expect((await api.send('GET', '/projects')).status).toBe(200);
    expect(api.codeBuild.started).toHaveLength(1);
  });

  test('can repeat its start with the same key', async () => {
    const headers = { 'idempotency-key': 'once' };
    api.codeBuild.faults.push({ refuse: 'AccountLimitExceededException' });
    expect((await start({ ref: 'main' }, { headers })).status).toBe(503);
    expect((await start({ ref: 'main' }, { headers })).status).toBe(201);
    expect((await start({ ref: 'main' }, { headers })).status).toBe(201);
    expect((await start({ ref: 'main' })).status).toBe(403);
    expect(api.codeBuild.started).toHaveLength(1);
  });
});

describe('when CodeBuild refuses', () => {
  eachWithAnApiOfItsOwn();
  test.each([
    ['ResourceNotFoundException', 409, 'project-not-in-codebuild', null],
    ['InvalidInputException', 409, 'refused-by-codebuild', null],
    ['AccessDeniedException', 409, 'refused-by-codebuild', null],
    ['AccountLimitExceededException', 503, 'codebuild-is-busy', '60'],
    ['UnheardOfException', 503, 'unavailable', '5'],
  ])('with %s, the response is %i %s', async (refuse, status, type, retryAfter) => {
    api.codeBuild.faults.push({ refuse });
    const response = await start({ ref: 'main' });
    expect(response.headers.get('retry-after')).toBe(retryAfter);
    const problem = await problemOf(response);
    expect(problem).toMatchObject({ status, type: `/docs#${type}` });
    expect(problem.detail).not.toContain('as the test says');
    expect(api.errors.join()).toContain(refuse);
    expect((await start({ ref: 'main' })).status).toBe(201);
  });
});

describe('a retry', () => {
  eachWithAnApiOfItsOwn();
  const retry = (id: string, sent: Sent = {}) => api.send('POST', `/builds/${id}/retry`, sent);
  const startedId = async (ref = 'main') => ((await (await start({ ref })).json()) as { id: string }).id;

  test('starts the same build again, once per key', async () => {
    const id = await startedId();
    const headers = { 'idempotency-key': 'again' };
    const response = await retry(id, { headers });
    expect(response.status).toBe(201);
    expect(await response.json()).toMatchObject({ number: 2, ref: 'refs/heads/main' });
    expect((await retry(id, { headers })).status).toBe(201);
    expect(api.codeBuild.started).toHaveLength(2);
    expect(await api.rows.readNewest('web', 'latest')).toMatchObject({ newest: { number: 2 } });
  });

  test('of a build that somebody else started is refused, since it may carry overrides that no token allows', async () => {
    const environmentVariables = [{ name: 'PUSHLIGHT_REF', value: 'refs/heads/main' }];
    const { id } = await api.builds.start({ project: 'web', environmentVariables, idempotencyToken: 'by hand' });
    expect(await problemOf(retry(id))).toMatchObject({ status: 409, type: '/docs#not-started-here' });
  });

  test("requires that the token allows the build's ref", async () => {
    const id = await startedId('other');
    const token = api.newToken({ refs: ['main'] });
    expect(await problemOf(retry(id, { token }))).toMatchObject({ status: 403, type: '/docs#ref-not-allowed' });
    expect(api.codeBuild.started).toHaveLength(1);
  });

  test('accepts no body, and therefore no overrides', async () => {
    const id = await startedId();
    expect((await retry(id, { body: { buildspecOverride: 'x' } })).status).toBe(400);
    expect(api.codeBuild.started).toHaveLength(1);
  });
});

describe('the log', () => {
  eachWithAnApiOfItsOwn();

  test('records who started what, from where and with which result, but no token or values', async () => {
    const lines = recordLog();
    const unknown = makeToken(randomBytes(TOKEN_BYTES));
    await start({ ref: 'main', environmentVariables: [{ name: 'VERSION', value: 'canary-value' }] });
    await start({ ref: 'main' }, { token: api.newToken({ refs: ['release/*'] }) });
    await start({ ref: 'main' }, { token: 'pushlight_canary' });
    await start({ ref: 'main' }, { token: unknown });
    vi.restoreAllMocks();
    expect(lines.map((line) => JSON.parse(line) as object)).toMatchObject([
      { event: 'audit', name: 'a test', action: 'start', project: 'web', sourceIp: '127.0.0.1', outcome: 'done' },
      { event: 'audit', outcome: 'ref-not-allowed' },
      { event: 'caller-not-authenticated', operation: 'startBuild', reason: 'the token is malformed' },
      { event: 'caller-not-authenticated', reason: 'there is no such token', tokenId: tokenId(unknown) },
    ]);
    expect(lines[0]).toContain(String(api.codeBuild.started[0]?.id));
    for (const secret of ['canary', api.everything, unknown.slice(23, 71)]) expect(lines.join()).not.toContain(secret);
  });
});
