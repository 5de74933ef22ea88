import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { pageWithCosts } from './costs.ts';
import list from './prices.json' with { type: 'json' };

test('the table of docs/cost.md is computed from what was measured and the prices', async () => {
  const page = await readFile(path.resolve(import.meta.dirname, '../../../docs/cost.md'), 'utf8');
  expect(await pageWithCosts()).toBe(page);
});

test('each price has the page where its own of today stands', () => {
  const pages = Object.keys(list.pages);
  for (const price of Object.keys(list.prices)) {
    expect(
      pages.some((service) => price.startsWith(service)),
      price,
    ).toBe(true);
  }
});
