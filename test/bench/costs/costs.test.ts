import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readmeWithCosts } from './costs.ts';

test("the README's table of costs is that of what was measured and of the prices", async () => {
  const readme = await readFile(path.resolve(import.meta.dirname, '../../../README.md'), 'utf8');
  expect(await readmeWithCosts()).toBe(readme);
});
