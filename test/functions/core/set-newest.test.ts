import { expect, test } from 'vitest';
import { setNewest } from '../../../functions/core/set-newest.ts';

test('the oldest entry is dropped, and an entry that is set again is the newest', () => {
  const entries = new Map<string, number>();
  setNewest(entries, 'one', 1, 2);
  setNewest(entries, 'two', 2, 2);
  setNewest(entries, 'one', 10, 2);
  setNewest(entries, 'three', 3, 2);
  expect([...entries]).toEqual([
    ['one', 10],
    ['three', 3],
  ]);
});

test('a deleted entry makes room', () => {
  const entries = new Map<string, number>();
  setNewest(entries, 'one', 1, 2);
  setNewest(entries, 'two', 2, 2);
  entries.delete('two');
  setNewest(entries, 'three', 3, 2);
  expect([...entries.keys()]).toEqual(['one', 'three']);
});
