import { expect, test } from 'vitest';
import { badgeText } from '../../../../functions/core/badge/badge-text.ts';

test.each([
  ['stays as it is', 'build', 'build'],
  ['is put on one line', '  a\t\n b ', 'a b'],
  ['loses control characters', 'a\u0000b\u0008c\u001bd', 'abcd'],
  ['loses lone surrogates', 'a\ud800b\udc00c', 'abc'],
  ['loses noncharacters', 'a\ufffeb\uffffc', 'abc'],
  ['keeps every script', '🚀 сборка', '🚀 сборка'],
])("a stranger's text %s", (_, text, expected) => {
  expect(badgeText(text)).toBe(expected);
});

test('a long text is cut between characters', () => {
  const text = badgeText('🚀'.repeat(1_000_000));
  expect(Array.from(text)).toHaveLength(100);
  expect(text).toMatch(/^🚀+…$/u);
});
