import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { pageWithCosts } from './costs.ts';
import list from './prices.json' with { type: 'json' };

test('the table in docs/cost.md is computed from the measurements and the prices', async () => {
  const page = await readFile(path.resolve(import.meta.dirname, '../../../docs/cost.md'), 'utf8');
  expect(await pageWithCosts()).toBe(page);
});

test('each price names the page with its current value', () => {
  const pages = Object.keys(list.pages);
  for (const price of Object.keys(list.prices)) {
    expect(
      pages.some((service) => price.startsWith(service)),
      price,
    ).toBe(true);
  }
});
