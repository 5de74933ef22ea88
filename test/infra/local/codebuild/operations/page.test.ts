import { expect, test } from 'vitest';
import { page } from '../../../../../infra/local/codebuild/operations/page.ts';

const ids = Array.from({ length: 202 }, (_, index) => `web:${index}`);

test('a list has a hundred entries per page; each page but the last has a token for the next', () => {
  const first = page(ids, undefined);
  const second = page(ids, first.nextToken);
  const third = page(ids, second.nextToken);
  expect([...first.items, ...second.items, ...third.items]).toEqual(ids);
  expect([first.items.length, second.items.length, third.nextToken]).toEqual([100, 100, undefined]);
});

test('new entries before a page do not change the pages after it', () => {
  const { nextToken } = page(ids, undefined);
  expect(page(['web:new', ...ids], nextToken).items).toEqual(ids.slice(100, 200));
});

test('a token that no page returned is refused', () => {
  expect(() => page(ids, 'odd')).toThrow('Invalid token');
});
