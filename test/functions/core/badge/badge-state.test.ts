import { expect, test } from 'vitest';
import { textColorOn } from '../../../../functions/core/badge/drawing/badge-color.ts';
import { BADGE_STATES, badgeState } from '../../../../functions/core/badge/badge-state.ts';
import { RANK } from '../../../../functions/core/builds/build-record.ts';

test.each([
  ['IN_PROGRESS', RANK.queued, 'queued'],
  ['IN_PROGRESS', RANK.running, 'running'],
  ['SUCCEEDED', RANK.endedByEvent, 'passing'],
  ['SUCCEEDED', RANK.ended, 'passing'],
  ['FAILED', RANK.ended, 'failing'],
  ['FAULT', RANK.ended, 'error'],
  ['TIMED_OUT', RANK.ended, 'timedOut'],
  ['STOPPED', RANK.ended, 'stopped'],
] as const)('%s with rank %i is shown as %s', (status, rank, state) => {
  expect(badgeState({ status, rank, number: 1 }, 0)).toBe(state);
});

test('a project that was never built is unknown', () => {
  expect(badgeState(undefined, 0)).toBe('unknown');
});

test('no two states have the same word or colour', () => {
  const states = Object.values(BADGE_STATES);
  expect(new Set(states.map(({ message }) => message)).size).toBe(states.length);
  expect(new Set(states.map(({ color }) => color)).size).toBe(states.length);
});

test.each(Object.values(BADGE_STATES))('white text is readable on the colour of "$message"', ({ color }) => {
  expect(textColorOn(color)).toBe('#fff');
});

test('a build that CodeBuild retries by itself is running until its retry must have arrived', () => {
  const build = { status: 'FAILED', rank: RANK.ended, number: 1, retryUntil: 1000 } as const;
  expect(badgeState(build, 999)).toBe('running');
  expect(badgeState(build, 1000)).toBe('failing');
});
