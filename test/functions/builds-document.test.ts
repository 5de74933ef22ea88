import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { OPERATIONS, routeOf } from '../../functions/core/api/operations.ts';
import { PROBLEMS } from '../../functions/core/api/problems.ts';
import { readServerlessFile } from '../../infra/serverless-file/read-serverless-file.ts';
import { document, documented, undocumented, type DocumentedOperation } from './documented.ts';
import { fuzzDocumented } from './fuzz-documented.ts';
import { startApi, type Api } from './start-api.ts';
import { rounds } from '../soak.ts';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.stop());

test('a public validator finds no fault in the document', async () => {
  const response = await fetch(`${api.url}/openapi.json`);
  expect(response.headers.get('content-type')).toBe('application/json');
  expect(await new Validator().validate((await response.json()) as Record<string, unknown>)).toEqual({ valid: true });
});

test('the deployed routes are the documented ones and the two that describe them', () => {
  const { functions } = readServerlessFile({
    path: new URL('../../serverless.yml', import.meta.url).pathname,
    stage: 'test',
    region: 'eu-west-1',
    account: '000000000000',
    queueUrl: (name) => name,
  });
  const events = functions.find(({ name }) => name === 'builds')?.events ?? [];
  const routes = events.flatMap((event) =>
    event.type === 'httpApi' ? [routeOf(event as Parameters<typeof routeOf>[0])] : [],
  );
  const documentedRoutes = documented.map(({ method, path }) => `${method} ${path}`);
  expect(routes.toSorted()).toEqual([...documentedRoutes, 'GET /openapi.json', 'GET /docs'].toSorted());
});

describe('the examples', () => {
  const filled = ({ path, parameters }: DocumentedOperation): string =>
    parameters.reduce((url, { name, example = '' }) => url.replace(`{${name}}`, example), path);
  const exampleOf = (operation: DocumentedOperation, accept: string) => {
    const success = Object.entries(operation.responses).find(([status]) => status.startsWith('2'));
    return { status: Number(success?.[0]), example: success?.[1]?.content?.[accept]?.example };
  };

  // In the order of the document: the first call starts the build that the others refer to.
  test.each(documented.map((operation) => [operation.operationId, operation] as const))(
    'for %s behave as documented',
    async (operationId, operation) => {
      const body = operation.requestBody?.content['application/json']?.example;
      if (operationId === 'getLog') await api.writeLog('00000000-0000-4000-8000-000000000001', logText(operation));
      const { status, example } = exampleOf(operation, 'application/json');
      const accept = 'application/json';
      const response = await api.send(operation.method, filled(operation), { body, headers: { accept } });
      expect(response.status).toBe(status);
      const told = (await response.clone().json()) as object;
      expect(await undocumented(operation, response)).toBe('');
      expect(Object.keys(told)).toEqual(
        expect.arrayContaining(Object.keys(example as object).filter((key) => key in told)),
      );
      expect(withoutTimes(told)).toMatchObject(withoutTimes(example) as object);
    },
  );

  test('for the log as text behave as documented', async () => {
    const operation = documented.find(({ operationId }) => operationId === 'getLog')!;
    const { example } = exampleOf(operation, 'text/plain');
    expect(await (await api.send('GET', filled(operation))).text()).toBe(example);
  });

  const logText = (operation: DocumentedOperation): string => String(exampleOf(operation, 'text/plain').example);

  /** Without times, cursors and the lengths of lists, which differ from moment to moment. */
  const withoutTimes = (value: unknown): unknown =>
    JSON.parse(
      JSON.stringify(value, (key, held: unknown) =>
        /^(?:startedAt|endedAt|time|nextCursor|projects)$/.test(key) ? undefined : held,
      ),
    );
});

test('every problem has an entry on the page, to which its type links', async () => {
  const page = await fetch(`${api.url}/docs`);
  const policy = page.headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(/^default-src 'none'; .*script-src 'sha256-[^']+';/);
  expect(policy).not.toContain('unsafe');
  const text = await page.text();
  for (const name of Object.keys(PROBLEMS)) expect(text).toContain(`id="${name}"`);
  for (const id of Object.keys(OPERATIONS)) expect(text).toContain(`<section id="${id}">`);
  // The namespace of SVG is an address that nothing loads.
  const markup = text.replace(/<script>[\s\S]*<\/script>/, '').replaceAll('http://www.w3.org/2000/svg', '');
  expect(markup).not.toMatch(/src=|url\(|@import|https?:\/\//);
});

test('the page has at most 30 KB', async () => {
  const page = await fetch(`${api.url}/docs`);
  expect(Buffer.byteLength(await page.text())).toBeLessThanOrEqual(30 * 1024);
});

test('the document names every problem of the API, and no other', () => {
  const types = new Set(JSON.stringify(document.paths).match(/\/docs#[\w-]+/g));
  expect([...types].toSorted()).toEqual(
    Object.keys(PROBLEMS)
      .map((name) => `/docs#${name}`)
      .toSorted(),
  );
});

test(
  'whatever is sent, the response is a documented one and never a server error',
  () => fuzzDocumented(rounds(30)),
  60_000,
);
