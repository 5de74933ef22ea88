import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readmeWithCosts } from './costs.ts';
import list from './prices.json' with { type: 'json' };

test("the README's table of costs is that of what was measured and of the prices", async () => {
  const readme = await readFile(path.resolve(import.meta.dirname, '../../../README.md'), 'utf8');
  expect(await readmeWithCosts()).toBe(readme);
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
