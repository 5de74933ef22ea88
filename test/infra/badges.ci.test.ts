import { makeBadge } from 'badge-maker';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BADGE_STATES } from '../../functions/core/badge/badge-state.ts';
import { renderBadge } from '../../functions/core/badge/drawing/render-badge.ts';
import { comparisonSheet } from '../../infra/badge-drawing/comparison-sheet.ts';
import { launchChromium } from '../launch-chromium.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const BADGE = { label: 'build', ...BADGE_STATES.passing } as const;

test('the browser can display every badge of the comparison sheet', async () => {
  const page = await browser.newPage();
  await page.setContent(await comparisonSheet('badge-maker', makeBadge));
  const widths = await page.locator('img').evaluateAll((images) =>
    Promise.all(
      images.map(async (image) => {
        await (image as unknown as { decode(): Promise<void> }).decode();
        return (image as unknown as { naturalWidth: number }).naturalWidth;
      }),
    ),
  );
  expect(widths.length).toBeGreaterThan(50);
  expect(Math.min(...widths)).toBeGreaterThan(30);
  await page.close();
});

test.each([1, 2, 3])("at %i× our text is at least as crisp as badge-maker's", async (deviceScaleFactor) => {
  const [ours, theirs] = [
    await crispness(await renderBadge(BADGE), deviceScaleFactor),
    await crispness(makeBadge(BADGE), deviceScaleFactor),
  ];

  expect(ours).toBeGreaterThanOrEqual(theirs);
});

/** The share of the text's light that comes from completely white pixels. */
async function crispness(svg: string, deviceScaleFactor: number): Promise<number> {
  const page = await browser.newPage({ deviceScaleFactor });
  await page.setContent(
    `<body style="margin:0"><img style="display:block" src="data:image/svg+xml,${encodeURIComponent(svg)}">`,
  );
  const screenshot = await page.locator('img').screenshot();
  // As text, since the project is not compiled with the browser's types. The red channel of the background is dark everywhere.
  const share: number = await page.evaluate(`(async () => {
    const image = new Image();
    image.src = 'data:image/png;base64,${screenshot.toString('base64')}';
    await image.decode();
    const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
    context.drawImage(image, 0, 0);
    const { data } = context.getImageData(0, 0, image.width, image.height);
    const reds = Array.from(data.filter((_, index) => index % 4 === 0));
    const light = (reds) => reds.reduce((sum, red) => sum + Math.max(0, red - 100), 0);
    return light(reds.filter((red) => red >= 250)) / light(reds);
  })()`);
  await page.close();
  return share;
}
