import { expect, test } from 'vitest';
import { keepFor } from '../../../../functions/core/badge-list/keep-for.ts';

function counter() {
  let count = 0;
  const errors: unknown[] = [];
  const state = { fails: false };
  const load = async (key: string) => {
    if (state.fails) throw new Error('down');
    return `${key}${++count}`;
  };
  return { state, errors, kept: keepFor(1000, load, (error) => errors.push(error)) };
}

test('a value is loaded once in a while, by however many', async () => {
  const { kept } = counter();
  const all = await Promise.all([kept('a', 0), kept('a', 0), kept('b', 0)]);
  expect(all.map(({ value }) => value)).toEqual(['a1', 'a1', 'b2']);
  expect(await kept('a', 999)).toEqual({ value: 'a1', isCurrent: true });
  expect(await kept('a', 1000)).toEqual({ value: 'a3', isCurrent: true });
});

test('while it can not be loaded the last one stands in, and the next who asks tries again', async () => {
  const { kept, state, errors } = counter();
  state.fails = true;
  expect(await kept('a', 0)).toEqual({ value: undefined, isCurrent: false });
  state.fails = false;
  await kept('a', 1);
  state.fails = true;
  expect(await kept('a', 2000)).toEqual({ value: 'a1', isCurrent: false });
  expect(errors).toHaveLength(2);
});
