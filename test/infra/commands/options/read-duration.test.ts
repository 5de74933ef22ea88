import { expect, test } from 'vitest';
import { readDuration } from '../../../../infra/commands/options/read-duration.ts';

const HOUR = 3_600_000;

test.each([
  ['0h', 0],
  ['12h', 12 * HOUR],
  ['90d', 90 * 24 * HOUR],
  ['2w', 14 * 24 * HOUR],
  ['366d', 366 * 24 * HOUR],
])('%s is %d ms', (text, milliseconds) => expect(readDuration('--expires', text)).toBe(milliseconds));

test.each(['', '90', 'd', '-1d', '1.5d', '90 d', '90D', '1m', '1y', '367d', '9999w', '90d12h'])(
  '%j is refused',
  (text) =>
    expect(() => readDuration('--expires', text)).toThrow(
      `--expires must be a number of hours, days or weeks up to a year, for example 12h, 90d or 2w (got "${text}").`,
    ),
);
