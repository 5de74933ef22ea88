import { expect, test } from 'vitest';
import { keptValue } from '../../../functions/core/kept-value.ts';

function counter() {
  const state = { fails: false, loads: [] as number[] };
  const kept = keptValue(async (now) => {
    state.loads.push(now);
    if (state.fails) throw new Error('down');
    return `value ${state.loads.length}`;
  });
  return { state, kept };
}

test('a value is loaded once, however many callers ask at the same moment', async () => {
  const { kept, state } = counter();
  expect(await Promise.all([kept.read(0, 1000), kept.read(0, 1000), kept.read(5, 0)])).toEqual(
    Array.from({ length: 3 }, () => 'value 1'),
  );
  expect(state.loads).toEqual([0]);
});

test.each([
  [1000, 1000, 'value 1'],
  [1001, 1000, 'value 2'],
  [1, 0, 'value 2'],
  [0, 0, 'value 1'],
  // A clock that was set back.
  [-5, 1000, 'value 1'],
])('at time %i, a value of time 0 with a maximum age of %i is %s', async (now, maxAge, expected) => {
  const { kept } = counter();
  await kept.read(0, 1000);
  expect(await kept.read(now, maxAge)).toBe(expected);
});

test("a value's age counts from when it was requested, not from when it arrived", async () => {
  let arrive: (value: string) => void = () => {};
  const kept = keptValue(() => new Promise<string>((resolve) => (arrive = resolve)));
  const reads = [kept.read(100, 1000), kept.read(900, 1000)];
  arrive('value');
  await Promise.all(reads);
  expect(kept.last()).toEqual({ value: 'value', at: 100 });
});

test('a failed load fails for all callers that wait for it, changes nothing, and the next caller loads again', async () => {
  const { kept, state } = counter();
  expect(kept.last()).toBeUndefined();
  await kept.read(0, 1000);
  state.fails = true;
  const failed = await Promise.allSettled([kept.read(2000, 1000), kept.read(2000, 1000)]);
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(state.loads).toEqual([0, 2000]);
  expect(kept.last()).toEqual({ value: 'value 1', at: 0 });
  state.fails = false;
  expect(await kept.read(2001, 1000)).toBe('value 3');
});
