import { expect, test } from 'vitest';
import { hideSeconds } from '../../../../functions/core/start/retry-delay.ts';

test.each([
  [1, 2],
  [2, 4],
  [8, 256],
  [9, 300],
  [100, 300],
])('a message received %i times stays hidden for %i seconds', (receives, seconds) => {
  expect(hideSeconds(receives)).toBe(seconds);
});
