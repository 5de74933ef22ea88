import { beforeEach, expect, test } from 'vitest';
import type { OutlinedText } from '../../../../../functions/core/badge/drawing/outline-text.ts';
import { shapeSparingly } from '../../../../../functions/core/badge/drawing/shape-sparingly.ts';

let shaped: string[];
let shape: ReturnType<typeof shapeSparingly>;
beforeEach(() => {
  shaped = [];
  shape = shapeSparingly({
    knownTexts: new Set(['known']),
    shape: async (text): Promise<OutlinedText> => {
      if (text === 'bad') throw new Error('no such letters');
      shaped.push(text);
      return { width: 10, outline: text };
    },
  });
});

const flood = (texts: number, now: number, from = 0): Promise<(OutlinedText | undefined)[]> =>
  Promise.all(Array.from({ length: texts }, (_, index) => shape(`${from + index}`, now)));

test('a text is shaped once, however often it is requested', async () => {
  expect(await shape('a', 0)).toEqual({ width: 10, outline: 'a' });
  expect(await shape('a', 5)).toEqual({ width: 10, outline: 'a' });
  expect(shaped).toEqual(['a']);
});

test('at most ten new texts per second are shaped for strangers', async () => {
  expect((await flood(1000, 5000)).filter((text) => text !== undefined)).toHaveLength(10);
  expect(await shape('late', 5999)).toBeUndefined();
  expect((await flood(1000, 6000, 1000)).filter((text) => text !== undefined)).toHaveLength(10);
});

test('known and cached texts are drawn even during a flood', async () => {
  await shape('kept', 4000);
  await flood(1000, 5000);
  expect(await shape('known', 5000)).toBeDefined();
  expect(await shape('kept', 5000)).toBeDefined();
});

test('only the last hundred texts are kept', async () => {
  await shape('first', 0);
  await shape('asked for again', 0);
  for (let second = 1; second <= 11; second++) {
    await shape('asked for again', second * 1000);
    await flood(9, second * 1000, second * 10);
  }
  shaped = [];
  await shape('asked for again', 20_000);
  await shape('first', 20_000);
  expect(shaped).toEqual(['first']);
});

test('a text that could not be shaped is not kept', async () => {
  await expect(shape('bad', 0)).rejects.toThrow('no such letters');
  await expect(shape('bad', 0)).rejects.toThrow('no such letters');
});
