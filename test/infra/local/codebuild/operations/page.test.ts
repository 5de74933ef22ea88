import { expect, test } from 'vitest';
import { page } from '../../../../../infra/local/codebuild/operations/page.ts';

const ids = Array.from({ length: 202 }, (_, index) => `web:${index}`);

test('a list comes a hundred a page, each naming the next, and the last none', () => {
  const first = page(ids, undefined);
  const second = page(ids, first.nextToken);
  const third = page(ids, second.nextToken);
  expect([...first.items, ...second.items, ...third.items]).toEqual(ids);
  expect([first.items.length, second.items.length, third.nextToken]).toEqual([100, 100, undefined]);
});

test('what comes new before a page changes nothing in the pages after it', () => {
  const { nextToken } = page(ids, undefined);
  expect(page(['web:new', ...ids], nextToken).items).toEqual(ids.slice(100, 200));
});

test('a token that no page gave is refused', () => {
  expect(() => page(ids, 'odd')).toThrow('Invalid token');
});
