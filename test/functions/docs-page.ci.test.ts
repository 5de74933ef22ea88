import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchChromium } from '../launch-chromium.ts';
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
    curl: () => section.getByLabel('The call with curl').textContent(),
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
  expect(await page.title()).toBe('Pushlight API');
});

test('a call without a token reports what is missing', async () => {
  await call('listProjects').send();
  expect(await call('listProjects').response('not-authenticated')).toMatch(/^401\n/);
});

describe.each(['light', 'dark'] as const)('in %s', (colorScheme) => {
  test('every field has a name, all text has enough contrast, and nothing is wider than a phone', async () => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width: 400, height: 800 });
    for (const details of await page.locator('summary').all()) await details.click();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(400);
    expect(
      await page.evaluate('[...document.querySelectorAll("input, textarea")].filter((field) => !field.labels.length)'),
    ).toEqual([]);
    expect(await page.evaluate(FAINT_TEXTS)).toEqual([]);
  });
});

/** Texts with less contrast than the 4.5:1 that WCAG 2.2 requires (1.4.3). */
const FAINT_TEXTS = `(() => {
  const canvas = document.body.appendChild(document.createElement('i'));
  canvas.style.backgroundColor = 'Canvas';
  const page = getComputedStyle(canvas).backgroundColor;
  const colour = (text) => text.match(/[\\d.]+/g).map(Number);
  const background = (element) => {
    const own = element ? getComputedStyle(element).backgroundColor : page;
    return (colour(own)[3] ?? 1) === 1 ? own : background(element.parentElement);
  };
  const luminance = (text) =>
    [0.2126, 0.7152, 0.0722].reduce((sum, weight, at) => {
      const part = colour(text)[at] / 255;
      return sum + weight * (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    }, 0.05);
  const hasText = ({ childNodes }) => [...childNodes].some(({ nodeType, data }) => nodeType === 3 && data.trim() !== '');
  return [...document.querySelectorAll('body *')].filter((element) => element.checkVisibility() && hasText(element))
    .map((element) => {
      const [dark, bright] = [luminance(getComputedStyle(element).color), luminance(background(element))].sort((a, b) => a - b);
      return { text: element.textContent.slice(0, 40), contrast: bright / dark };
    })
    .filter(({ contrast }) => contrast < 4.5);
})()`;
