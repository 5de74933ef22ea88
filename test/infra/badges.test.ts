import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { comparisonSheet } from '../../infra/badge-drawing/comparison-sheet.ts';
import { glyphFiles } from '../../infra/badge-drawing/glyphs-file.ts';
import { relativePath } from '../../functions/core/badge/drawing/relative-path.ts';

test('the committed glyphs are those that satori draws (if not: npm run badges)', async () => {
  for (const [file, content] of await glyphFiles()) {
    // Does not compare the texts with toBe, since computing their difference takes minutes.
    expect((await readFile(file, 'utf8')) === content, file.pathname).toBe(true);
  }
});

test.each([
  ['M1 9L3 9L3 1L1 1Z', 'm10 0h20v-80h-20zm60 0', 'lines'],
  ['M1 9Q2 8 3 9Q4 10 5 9L1 9Z', 'm10 0q10-10 20 0 10 10 20 0h-40zm60 0', 'curves, the second not named again'],
  ['M1 9L1 9L2 8Z', 'm10 0l10-10zm60 0', 'no line of no length'],
  ['M3 3ZM1 9L2 8Z', 'm10 0l10-10zm60 0', 'no contour of a single point'],
  ['', 'm70 0', 'nothing but the way to the next glyph'],
])('%s becomes %s: %s', (path, expected) => {
  expect(relativePath(path, 10, { x: 0, y: 9 }, { x: 7, y: 9 })).toBe(expected);
});

test('a path in a form that satori does not draw is refused', () => {
  expect(() => relativePath('M1 1 H5', 10, { x: 0, y: 0 }, { x: 7, y: 0 })).toThrow('"H5"');
});

test("the comparison sheet shows each of our badges beside badge-maker's", async () => {
  const sheet = await comparisonSheet('theirs', ({ message }) => `<svg><title>${message}</title></svg>`);
  const ours = sheet.match(/data:image\/svg\+xml,%3Csvg%20xmlns/g)?.length ?? 0;
  expect(ours).toBeGreaterThan(0);
  expect(sheet.match(/data:image\/svg\+xml,%3Csvg%3E/g)).toHaveLength(ours);
});
