import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { httpHandler } from '../../functions/adapters/http/api-gateway.ts';
import { badge } from '../../functions/badge.ts';
import { RANK } from '../../functions/core/builds/build-record.ts';
import type { Project } from '../../functions/core/configuration.ts';
import { startGateway, type Gateway } from '../../infra/local/lambda/gateway.ts';
import { launchChromium } from '../launch-chromium.ts';

const project = (name: string): Project => ({ name, sourceType: 'GITHUB', badge: { enabled: true } });
const PROJECTS = [{ ...project('api'), link: 'https://acme.io/api' }, project('web')];
const build = { status: 'SUCCEEDED', rank: RANK.ended, number: 42 } as const;

let browser: Browser;
let gateway: Gateway;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  browser = await launchChromium();
  const handler = httpHandler(() =>
    badge({
      projects: new Map(PROJECTS.map((each) => [each.name, each])),
      readRow: async () => ({ newest: build }),
      readRows: async (keys) => keys.map(() => ({ newest: build })),
      drawnSince: 0,
    }),
  );
  const invoke = async (event: unknown) => ({ payload: await handler(event as APIGatewayProxyEventV2) });
  gateway = await startGateway({
    port: 0,
    routes: ['/badges', '/badges/{file}', '/cc.xml'].map((path) => ({ method: 'GET', path, invoke })),
  });
});
afterAll(async () => {
  await browser.close();
  await gateway.stop();
});

beforeEach(async () => {
  page = await browser.newPage();
  complaints = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico')) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
});
afterEach(() => page.close());

const snippet = (language: string) => page.getByLabel(language).inputValue();

test('selecting a project in the list shows snippets with the address that the browser used', async () => {
  await page.goto(`${gateway.url}/badges`);
  expect(await page.getByRole('img', { name: 'build: passing' }).count()).toBe(2);
  await page.getByRole('link', { name: 'web' }).click();

  const image = `${gateway.url}/badges/web.svg?branch=main`;
  const link = `${gateway.url}/badges?project=web`;
  expect(await snippet('Markdown')).toBe(`[![Build status of web](${image})](${link})`);
  expect(await snippet('HTML')).toBe(`<a href="${link}"><img src="${image}" alt="Build status of web"></a>`);
  expect(await snippet('reStructuredText')).toContain(`.. image:: ${image}\n   :target: ${link}`);
  expect(await snippet('AsciiDoc')).toBe(`image:${image}[Build status of web,link="${link}"]`);
  expect(complaints).toEqual([]);
});

test('selecting branch and style in the form shows that badge', async () => {
  await page.goto(`${gateway.url}/badges?project=api`);
  await page.getByRole('textbox', { name: 'Branch', exact: true }).fill('feature/"quoted"');
  await page.getByLabel('Style').selectOption('for-the-badge');
  await page.getByRole('button', { name: 'Show' }).click();
  await page.waitForURL('**style=for-the-badge**');

  const image = page.getByAltText('Build status of api');
  expect(await image.evaluate((element) => (element as unknown as { naturalHeight: number }).naturalHeight)).toBe(28);
  const source = `${gateway.url}/badges/api.svg?branch=feature%2F%22quoted%22&style=for-the-badge`;
  expect(await snippet('Markdown')).toBe(`[![Build status of api](${source})](https://acme.io/api)`);
  expect(complaints).toEqual([]);
});

test('behind another address, the snippets have that address', async () => {
  await page.route('https://badges.example.com/**', async (route) => {
    const { pathname, search } = new URL(route.request().url());
    await route.fulfill({ response: await route.fetch({ url: `${gateway.url}${pathname}${search}` }) });
  });
  await page.goto('https://badges.example.com/badges?project=web');
  expect(await snippet('Markdown')).toContain('(https://badges.example.com/badges/web.svg?branch=main)');
});

test('a badge is sent to the browser compressed, and is displayed', async () => {
  const response = await page.goto(`${gateway.url}/badges/web.svg`);
  expect(response?.headers()).toMatchObject({ 'content-encoding': 'br', vary: 'accept-encoding' });
  expect(await page.title()).toBe('build: passing');
});
