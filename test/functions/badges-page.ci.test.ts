import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { httpHandler } from '../../functions/adapters/http/api-gateway.ts';
import { badge } from '../../functions/badge.ts';
import { RANK } from '../../functions/core/builds/build-record.ts';
import type { Project } from '../../functions/core/configuration.ts';
import { startGateway, type Gateway } from '../../infra/local/lambda/gateway.ts';
import { launchChromium } from '../launch-chromium.ts';
import { lookAt, LOOKS } from './look-at.ts';

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

const snippet = (language: string) => page.getByRole('textbox', { name: language }).inputValue();
const builder = () => page.locator('form');

test('selecting a project in the list shows snippets with the address that the browser used', async () => {
  await page.goto(`${gateway.url}/badges`);
  expect(await page.locator('td img').count()).toBe(2);
  expect(await page.getByRole('cell', { name: 'passing' }).count()).toBe(2);
  await page.getByRole('link', { name: 'Build a badge of web' }).click();

  const image = `${gateway.url}/badges/web.svg?branch=main`;
  const link = `${gateway.url}/badges?project=web`;
  expect(await snippet('Markdown')).toBe(`[![Build status of web](${image})](${link})`);
  expect(await snippet('HTML')).toBe(`<a href="${link}"><img src="${image}" alt="Build status of web"></a>`);
  expect(await snippet('reStructuredText')).toContain(`.. image:: ${image}\n   :target: ${link}`);
  expect(await snippet('AsciiDoc')).toBe(`image:${image}[Build status of web,link="${link}"]`);
  expect(complaints).toEqual([]);
});

test('every change in the builder shows its badge and its snippets at once', async () => {
  await page.goto(`${gateway.url}/badges?project=api`);
  await builder().getByLabel('Branch', { exact: true }).fill('feature/"quoted" & more');
  await builder().getByLabel('Style').selectOption('for-the-badge');
  await builder().getByLabel('Number of the build').check();
  await builder().getByLabel('Colour', { exact: true }).fill('#0a0');

  const image = page.getByAltText('Build status of api');
  await image.evaluate(
    (element) =>
      new Promise((resolve) => {
        const shown = element as unknown as { complete: boolean; onload: unknown };
        if (shown.complete) resolve(undefined);
        else shown.onload = resolve;
      }),
  );
  expect(await image.evaluate((element) => (element as unknown as { naturalHeight: number }).naturalHeight)).toBe(28);
  const query = 'branch=feature%2F%22quoted%22+%26+more&number=true&style=for-the-badge&color=%230a0';
  const [sent, written] = [new URLSearchParams(query), new URL((await image.getAttribute('src'))!, gateway.url)];
  expect(Object.fromEntries(written.searchParams)).toEqual(Object.fromEntries(sent));
  const source = `${gateway.url}/badges/api.svg${written.search}`;
  expect(await snippet('Markdown')).toBe(`[![Build status of api](${source})](https://acme.io/api)`);
  expect(await snippet('HTML')).toContain(`src="${source.replaceAll('&', '&amp;')}"`);
  expect(complaints).toEqual([]);
});

test('a tag, pull request or commit takes the place of the branch', async () => {
  await page.goto(`${gateway.url}/badges?project=web`);
  await page.getByText('A tag, pull request or commit').click();
  await builder().getByLabel('Tag').fill('v1.0');
  expect(await page.getByAltText('Build status of web').getAttribute('src')).toBe('/badges/web.svg?tag=v1.0');
  await builder().getByLabel('Tag').fill('');
  expect(await page.getByAltText('Build status of web').getAttribute('src')).toBe('/badges/web.svg?branch=main');
});

test('a button copies a snippet', async () => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto(`${gateway.url}/badges?project=web`);
  await page.getByRole('button', { name: 'Copy the Markdown snippet' }).press('Enter');
  await page.getByText('Copied').waitFor();
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(await snippet('Markdown'));
});

test('without scripts, the form shows the badge that it asks for', async () => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const plain = await context.newPage();
  await plain.goto(`${gateway.url}/badges?project=web`);
  await plain.getByLabel('Style').selectOption('plastic');
  await plain.getByLabel('Duration').check();
  await plain.getByRole('button', { name: 'Show' }).click();
  await plain.waitForURL('**style=plastic**');
  const source = await plain.getByAltText('Build status of web').getAttribute('src');
  expect(source).toBe('/badges/web.svg?branch=main&duration=true&style=plastic');
  expect(await plain.getByRole('textbox', { name: 'Markdown' }).inputValue()).toContain(`${gateway.url}${source}`);
  await context.close();
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

describe.each(LOOKS)('in %s at %d pixels', (colorScheme, width) => {
  test.each(['/badges', '/badges?project=web'])('%s is accessible, and no wider than the screen', async (path) => {
    expect(await lookAt(page, gateway.url + path, { colorScheme, width })).toEqual({ violations: [], width });
  });
});
