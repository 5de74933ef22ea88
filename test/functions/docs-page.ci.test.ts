import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchChromium } from '../launch-chromium.ts';
import { lookAt, LOOKS } from './look-at.ts';
import { startApi, type Api } from './start-api.ts';

let browser: Browser;
let api: Api;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  [browser, api] = await Promise.all([launchChromium(), startApi()]);
});
afterAll(async () => {
  await browser.close();
  await api.stop();
});

beforeEach(async () => {
  page = await browser.newPage();
  complaints = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(`${api.url}/docs`);
});
afterEach(() => page.close());

/** The part of the page about a call, by the id of its operation. */
const call = (operation: string) => {
  const section = page.locator(`#${operation}`);
  return {
    field: (name: string) => section.getByLabel(name),
    send: () => section.getByRole('button', { name: 'Send' }).click(),
    curl: () => section.getByLabel('The call with curl', { exact: true }).textContent(),
    response: async (part: string) => {
      await section.getByRole('status').getByText(part).waitFor();
      return section.getByRole('status').textContent();
    },
  };
};

test('a build can be started by keyboard alone, and its id is filled into the other calls', async () => {
  await page.getByLabel('Token').focus();
  await page.keyboard.insertText(api.everything);
  await page.getByRole('link', { name: 'Start a build' }).press('Enter');
  const start = call('startBuild');
  await page.keyboard.press('Tab');
  expect(await start.field('project').evaluate((field) => field.matches(':focus-visible'))).toBe(true);
  await page.keyboard.type('web');
  await page.keyboard.press('Enter');

  const response = await start.response('"number"');
  expect(response).toMatch(/^201\nlocation: \/builds\/web:/);
  const id = /"id": "(.*)"/.exec(response!)![1];
  const get = call('getBuild');
  expect(await get.field('id').inputValue()).toBe(id);
  expect(await get.curl()).toContain(`'${api.url}/builds/${id}'`);
  await get.send();
  expect(await get.response('"phases"')).toMatch(/^200\n/);
  expect(await call('listBuilds').field('project').inputValue()).toBe('web');
  expect(complaints).toEqual([]);
});

test('a call is also shown as a curl command, quoted and without the token', async () => {
  await page.getByLabel('Token').fill(api.everything);
  const start = call('startBuild');
  await start.field('project').fill("it's");
  await page.locator('#startBuild').getByText('Optional: ').click();
  await start.field('Idempotency-Key').fill('one');
  expect(await start.curl()).toBe(
    String.raw`curl -i -X POST '${api.url}/projects/it'\''s/builds' \
  -H "Authorization: Bearer $TOKEN" \
  -H 'Idempotency-Key: one' \
  -H 'Content-Type: application/json' \
  -d '{
  "ref": "main"
}'`,
  );
});

test('a response is shown as text, not as markup', async () => {
  await page.getByLabel('Token').fill(api.everything);
  const { body } = await api.send('POST', '/projects/web/builds', { body: { ref: 'main' } }).then(async (response) => ({
    body: (await response.json()) as { readonly id: string },
  }));
  await api.writeLog(body.id.split(':')[1]!, '<img src=x onerror="document.title=1">\n');
  const log = call('getLog');
  await log.field('id').fill(body.id);
  await log.send();
  expect(await log.response('<img')).toContain('<img src=x onerror=');
  expect(await page.locator('output img').count()).toBe(0);
  expect(await page.title()).toBe('API · Pushlight');
});

test('a call without a token reports what is missing', async () => {
  await call('listProjects').send();
  expect(await call('listProjects').response('not-authenticated')).toMatch(/^401\n/);
});

test('what a call can do without is folded, and a closed set of values is a choice', async () => {
  const list = call('listBuilds');
  expect(await list.field('status').isVisible()).toBe(false);
  await page.locator('#listBuilds').getByText('Optional: ').click();
  await list.field('status').selectOption('FAILED');
  await list.field('project').fill('web');
  expect(await list.curl()).toContain(`'${api.url}/projects/web/builds?status=FAILED'`);
});

test('a button copies a call', async () => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.locator('#listProjects').getByRole('button', { name: 'Copy' }).press('Enter');
  await page.getByText('Copied').waitFor();
  expect(await page.evaluate('navigator.clipboard.readText()')).toBe(await call('listProjects').curl());
});

describe.each(LOOKS)('in %s at %d pixels', (colorScheme, width) => {
  test('the page is accessible, no wider than the screen, and its contents stay in view', async () => {
    expect(await lookAt(page, `${api.url}/docs`, { colorScheme, width })).toEqual({ violations: [], width });
    await page.locator('#problems').scrollIntoViewIfNeeded();
    const contents = await page.getByRole('navigation', { name: 'Contents' }).boundingBox();
    expect(contents?.y).toBeGreaterThanOrEqual(0);
    expect(contents?.y).toBeLessThan(100);
  });
});
