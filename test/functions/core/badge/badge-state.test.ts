import { expect, test } from 'vitest';
import { BADGE_STATES, badgeState } from '../../../../functions/core/badge/badge-state.ts';
import { RANK } from '../../../../functions/core/build-record.ts';

test.each([
  ['IN_PROGRESS', RANK.queued, 'queued'],
  ['IN_PROGRESS', RANK.running, 'running'],
  ['SUCCEEDED', RANK.endedByEvent, 'passing'],
  ['SUCCEEDED', RANK.ended, 'passing'],
  ['FAILED', RANK.ended, 'failing'],
  ['FAULT', RANK.ended, 'error'],
  ['TIMED_OUT', RANK.ended, 'timedOut'],
  ['STOPPED', RANK.ended, 'stopped'],
] as const)('%s of rank %i is %s', (status, rank, state) => {
  expect(badgeState({ status, rank })).toBe(state);
});

test('what never built is unknown', () => {
  expect(badgeState(undefined)).toBe('unknown');
});

test('no two states share a word or a colour', () => {
  const states = Object.values(BADGE_STATES);
  expect(new Set(states.map(({ message }) => message)).size).toBe(states.length);
  expect(new Set(states.map(({ color }) => color)).size).toBe(states.length);
});

test.each([...Object.values(BADGE_STATES), { message: 'the label', color: '#555555' }])(
  'white text on the $color of "$message" has a contrast of at least 4.5:1',
  ({ color }) => {
    expect(1.05 / (relativeLuminance(color) + 0.05)).toBeGreaterThanOrEqual(4.5);
  },
);

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function relativeLuminance(color: string): number {
  const [red, green, blue] = [1, 3, 5]
    .map((start) => Number.parseInt(color.slice(start, start + 2), 16) / 255)
    .map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}
