import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import fc from 'fast-check';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { httpHandler, readRequest } from '../../functions/adapters/http/api-gateway.ts';
import { RANK, type DetailedRecord } from '../../functions/core/builds/build-record.ts';
import { indexConfiguration, type Project } from '../../functions/core/configuration.ts';
import type { PageRows } from '../../functions/core/pages/page-contents.ts';
import { pages } from '../../functions/pages.ts';
import { launchChromium } from '../launch-chromium.ts';
import { lookAt, LOOKS } from './look-at.ts';
import { startApi, type Api } from './start-api.ts';
import { webProject } from './start-world.ts';

const shown: Project = {
  ...webProject,
  pages: 'public',
  badge: { enabled: false, branch: 'main' },
  logExcerpt: { when: 'failed', forks: false, groupName: '/aws/codebuild/web' },
};
const configuration = indexConfiguration({ hooks: [], projects: [shown, { ...shown, name: 'fresh' }] });
const PATHS = ['/', '/projects/{project}', '/projects/{project}/builds/{number}'];

let browser: Browser;
let api: Api;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  [browser, api] = await Promise.all([
    launchChromium(),
    startApi({}, 'one', ({ rows }) => {
      const excerpt = { text: 'expected 1, got 2', isCut: true };
      const excerpted: PageRows = {
        ...rows,
        readExcerpted: async (...key) => ({ record: (await rows.readBuild(...key))!, excerpt }),
      };
      const handler = httpHandler(() => pages({ configuration, rows: excerpted }));
      const invoke = async (event: unknown) => ({ payload: await handler(event as APIGatewayProxyEventV2) });
      return PATHS.map((path) => ({ method: 'GET', path, invoke }));
    }),
  ]);
  for (const record of [
    build(101),
    build(102, { status: 'FAILED', failure: 'COMMAND_EXECUTION_ERROR: npm test. Reason: exit status 1' }),
    build(103, {
      ref: 'refs/heads/feature/a-branch-with-a-name-that-is-longer-than-a-line-of-a-phone',
      status: 'STOPPED',
    }),
    build(104, { ref: 'refs/pull/7/head', status: 'TIMED_OUT' }),
    build(105, { ref: 'refs/tags/v1', status: 'FAULT' }),
    build(106, { ref: 'refs/heads/slow', status: 'IN_PROGRESS', rank: RANK.running }),
  ]) {
    await api.rows.advanceBuild(record);
  }
  await api.rows.advanceNewest('ref#refs/heads/main', build(102, { status: 'FAILED' }));
});
afterAll(async () => {
  await browser.close();
  await api.stop();
});

beforeEach(async () => {
  page = await browser.newPage();
  complaints = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('404')) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
});
afterEach(() => page.close());

const START = Date.UTC(2026, 0, 1);

function build(number: number, more: Partial<DetailedRecord> = {}): DetailedRecord {
  const startedAt = START + 1000 * (number % 100);
  const endedAt = startedAt + 62_000;
  return {
    project: 'web',
    buildId: `web:00000000-0000-4000-8000-000000000${number}`,
    number,
    rank: RANK.ended,
    status: 'SUCCEEDED',
    ref: 'refs/heads/main',
    commit: 'a'.repeat(40),
    startedAt,
    ...(more.status !== 'IN_PROGRESS' && { endedAt }),
    eventType: 'PUSH',
    reason: 'Filter group 1 passed.',
    phases: [
      { type: 'QUEUED', status: 'SUCCEEDED', startedAt, endedAt: startedAt + 2000 },
      {
        type: 'BUILD',
        status: more.status === 'FAILED' ? 'FAILED' : 'SUCCEEDED',
        startedAt: startedAt + 2000,
        endedAt,
      },
    ],
    ...more,
  };
}

describe.each(LOOKS)('in %s at %d pixels', (colorScheme, width) => {
  test.each([
    '/',
    '/projects/web',
    '/projects/web?branch=main&state=failing',
    '/projects/fresh',
    '/projects/web/builds/102',
    '/projects/web/builds/106',
    '/projects/absent',
  ])('%s is accessible, and no wider than the screen', async (path) => {
    expect(await lookAt(page, api.url + path, { colorScheme, width })).toEqual({ violations: [], width });
    expect(complaints).toEqual([]);
  });
});

test('a filter can be chosen by keyboard alone', async () => {
  await page.goto(`${api.url}/projects/web`);
  await page.getByLabel('State').focus();
  await page.keyboard.type('fail');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.waitForURL('**state=failing');
  expect(await page.locator('.builds tbody tr').count()).toBe(1);
  await page.getByRole('link', { name: '#102' }).press('Enter');
  await page.getByRole('heading', { name: 'The build phase ended with exit status 1' }).waitFor();
});

test('a build can be started and stopped by keyboard alone, and nothing keeps the token', async () => {
  const sent: (readonly [string, string | undefined])[] = [];
  page.on('request', (request) => {
    sent.push([new URL(request.url()).pathname, request.headers()['authorization']]);
  });
  await page.goto(`${api.url}/projects/web`);
  await page.getByRole('link', { name: 'Start a build' }).press('Enter');
  await page.keyboard.press('Tab');
  expect(await page.getByLabel('Branch or full ref').inputValue()).toBe('main');
  await page.keyboard.press('Tab');
  await page.keyboard.insertText(api.everything);
  await page.keyboard.press('Enter');
  await page.getByText('is in progress.').waitFor();
  const started = page.locator('#outcome a');
  const name = (await started.textContent())!;
  await started.press('Enter');
  await page.getByRole('heading', { name }).waitFor();
  expect(await page.getByLabel('API token').inputValue()).toBe('');

  await page.getByLabel('API token').fill(api.everything);
  await page.getByRole('button', { name: 'Stop' }).press('Enter');
  await page.getByText(/is (?:in progress|stopped)\./).waitFor();
  const authorized = sent.filter(([, authorization]) => authorization !== undefined);
  expect(authorized.map(([path]) => path.replace(/web%3A[^/]+/, 'web:…'))).toEqual([
    '/projects/web/builds',
    '/builds/web:…/stop',
  ]);
  expect(await page.evaluate('[localStorage.length, sessionStorage.length, document.cookie]')).toEqual([0, 0, '']);
  expect(page.url()).not.toContain(api.everything);
  expect(complaints).toEqual([]);
});

test('a call that is refused says why, as text', async () => {
  await page.goto(`${api.url}/projects/web`);
  await page.getByLabel('API token').fill(api.newToken({ actions: ['read'] }));
  await page.getByRole('button', { name: 'Start' }).click();
  await page
    .locator('#outcome')
    .getByText(/token does not allow/)
    .waitFor();
});

test('while something runs, the page shows what changes, and keeps what is typed and focused', async () => {
  const statuses: number[] = [];
  await page.clock.install();
  const loads = (): Promise<unknown> => page.waitForResponse((response) => response.url().endsWith('/builds/106'));
  page.on('response', (response) => {
    if (response.url().endsWith('/builds/106')) statuses.push(response.status());
  });
  await page.goto(`${api.url}/projects/web/builds/106`);
  expect(await page.title()).toBe('web #106: running · Pushlight');
  await page.getByLabel('API token').fill('typed');
  await page.getByRole('link', { name: 'JSON' }).focus();

  await Promise.all([loads(), page.clock.runFor(10_000)]);
  await api.rows.advanceBuild(build(106, { ref: 'refs/heads/slow', status: 'FAILED' }));
  await Promise.all([loads(), page.clock.runFor(10_000)]);
  await page.getByRole('heading', { name: 'Build #106 failing' }).waitFor();
  expect(await page.title()).toBe('web #106: failing · Pushlight');
  expect(await page.getByRole('status').first().textContent()).toBe('web #106: failing · Pushlight');
  expect(await page.getByLabel('API token').inputValue()).toBe('typed');
  expect(await page.getByRole('link', { name: 'JSON' }).evaluate((link) => link.matches(':focus'))).toBe(true);
  expect(statuses).toHaveLength(3);

  await page.clock.runFor(60_000);
  expect(statuses).toHaveLength(3);
  expect(complaints).toEqual([]);
});

test('times are shown as how long ago they were, and as they are without scripts', async () => {
  await page.clock.install({ time: START + 2.2 * 3600_000 });
  await page.goto(`${api.url}/projects/web/builds/101`);
  const time = page.locator('time').first();
  expect(await time.textContent()).toBe('2 hours ago');
  expect(await time.getAttribute('title')).toBe('1 Jan 2026, 00:00 UTC');
  const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await plain.goto(`${api.url}/projects/web/builds/101`);
  expect(await plain.locator('time').first().textContent()).toBe('1 Jan 2026, 00:00 UTC');
  expect(await plain.getByLabel('API token').isVisible()).toBe(false);
  await plain.context().close();
});

/** The elements and attributes of documents, as Chromium reads them: each kind once. */
const KINDS = `(documents) => documents.map((text) => {
  const page = new DOMParser().parseFromString(text, 'text/html');
  const kinds = [...page.querySelectorAll('*')].map(({ tagName, attributes }) =>
    [tagName, ...[...attributes].map(({ name }) => name).sort()].join(' '));
  return JSON.stringify([...new Set(kinds)].sort());
})`;

test('10,000 hostile names and messages put no markup into a page, and none breaks its policy', async () => {
  const hostile = fc.sample(
    fc.oneof(
      fc.constantFrom(
        '"><svg onload=alert(1)>',
        "'><img src=x onerror=alert(1)>",
        '</script><script>alert(1)</script>',
        '</style><style>*{display:none}',
        '--><b>',
        '</textarea></title></noscript>',
        '<a href=javascript:alert(1)>',
        '&lt;b&gt;&#60;i&#62;',
        '`${alert(1)}`',
        ' autofocus onfocus=alert(1) x=',
      ),
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: fc.constantFrom(...'<>"\'&=/ `!-[]ab\u0000\u202e\u2028\ud800'.split('')), maxLength: 60 }),
    ),
    { numRuns: 10_000, seed: 20 },
  );
  const records = hostile.map((text, index) =>
    build(101 + (index % 9), {
      number: index + 1,
      ref: `refs/heads/x${text}`,
      buildId: `web:${text}`,
      commit: text,
      reason: text,
      trigger: text,
      actorId: text,
      initiator: text,
      status: 'FAILED',
      failure: text,
    }),
  );
  const render = async (all: readonly DetailedRecord[], path: string): Promise<string> => {
    const rows: PageRows = {
      list: async () => all,
      readExcerpted: async () => ({ record: all[0]!, excerpt: { text: all[0]!.reason ?? '', isCut: false } }),
      readNewestOf: async (keys) => keys.map(() => ({ newest: all[0]! })),
      unfinished: async () => all.map((record) => ({ ...record, rank: RANK.running })),
    };
    const [, , project, , number] = path.split('/');
    const event = {
      routeKey: `GET ${number ? PATHS[2] : project ? PATHS[1] : PATHS[0]}`,
      rawQueryString: '',
      headers: {},
      pathParameters: { ...(project && { project }), ...(number && { number }) },
      requestContext: {
        requestId: '1',
        domainName: 'ci.example.com',
        timeEpoch: START,
        http: { method: 'GET', sourceIp: '' },
      },
    } as unknown as APIGatewayProxyEventV2;
    const { status, body } = await pages({ configuration, rows })(readRequest(event));
    expect(status).toBe(200);
    return body;
  };
  const tame = (count: number): DetailedRecord[] =>
    records.slice(0, count).map((record) => ({
      ...record,
      ref: `refs/heads/x${record.number}`,
      commit: 'a'.repeat(40),
      reason: 'a',
      failure: 'a',
    }));
  await page.goto(`${api.url}/projects/web`);
  const kindsOf = (documents: readonly string[]): Promise<string[]> =>
    page.evaluate(`(${KINDS})(${JSON.stringify(documents)})`);

  for (const path of ['/', '/projects/web', '/projects/web/builds/1']) {
    const [expected] = await kindsOf([await render(tame(50), path)]);
    const each = path.endsWith('1') ? 1 : 50;
    const seen = new Set<string>();
    for (let from = 0; from < records.length; from += 1000) {
      const some = records.slice(from, from + 1000);
      const parts = Array.from({ length: 1000 / each }, (_, index) => some.slice(index * each, (index + 1) * each));
      // Of a page for each build, every tenth.
      const rendered = await Promise.all(
        parts.filter((_, index) => each > 1 || index % 10 === 0).map((part) => render(part, path)),
      );
      for (const kinds of await kindsOf(rendered)) seen.add(kinds);
    }
    const known = new Set(JSON.parse(expected!) as string[]);
    for (const kinds of seen) {
      expect(
        (JSON.parse(kinds) as string[]).filter((kind) => !known.has(kind)),
        path,
      ).toEqual([]);
    }
  }
  expect(complaints).toEqual([]);
});
