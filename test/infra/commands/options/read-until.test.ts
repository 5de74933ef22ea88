import { expect, test } from 'vitest';
import { readUntil } from '../../../../infra/commands/options/read-until.ts';

const NOW = Date.parse('2026-06-01T12:00:00Z');

test.each([
  ['0h', '2026-06-01T12:00:00.000Z'],
  ['7d', '2026-06-08T12:00:00.000Z'],
  ['2026-12-31', '2026-12-31T23:59:59.999Z'],
  ['2026-06-01', '2026-06-01T23:59:59.999Z'],
])('%s is %s', (text, until) => expect(new Date(readUntil('--until', text, NOW)).toISOString()).toBe(until));

test.each([
  ['2026-05-31', '--until 2026-05-31 is in the past'],
  ['2026-13-01', '--until must be a day such as 2026-12-31'],
  ['2026-12-31T00:00', '--until must be a day such as 2026-12-31'],
  ['soon', '--until must be a number of hours, days or weeks'],
])('%s is refused', (text, message) => expect(() => readUntil('--until', text, NOW)).toThrow(message));
