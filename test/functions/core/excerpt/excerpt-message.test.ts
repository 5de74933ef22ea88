import { expect, test } from 'vitest';
import { RANK, type DetailedRecord } from '../../../../functions/core/builds/build-record.ts';
import type { LogExcerpt, Project } from '../../../../functions/core/configuration.ts';
import {
  excerptOf,
  readExcerptMessage,
  writeExcerptMessage,
} from '../../../../functions/core/excerpt/excerpt-message.ts';

const BUILD_ID = 'web:0123abcd-0123-4abc-8abc-0123456789ab';
const failed: DetailedRecord = {
  project: 'web',
  buildId: BUILD_ID,
  number: 42,
  rank: RANK.ended,
  status: 'FAILED',
  ref: 'refs/heads/main',
  startedAt: 1_790_000_000_000,
  phases: [
    { type: 'INSTALL', status: 'SUCCEEDED' },
    { type: 'BUILD', status: 'FAILED' },
    { type: 'POST_BUILD', status: 'SUCCEEDED' },
  ],
};
const project = (logExcerpt: Partial<LogExcerpt> = {}): Project => ({
  name: 'web',
  sourceType: 'GITHUB',
  badge: { enabled: true },
  logExcerpt: { when: 'failed', forks: false, groupName: '/aws/codebuild/web', ...logExcerpt },
});
const isAsked = (record: Partial<DetailedRecord>, logExcerpt: Partial<LogExcerpt> = {}): boolean =>
  excerptOf({ ...failed, ...record }, project(logExcerpt)) !== undefined;

test('the message names the build and the phase that failed, and is read back as written', () => {
  const message = excerptOf(failed, project())!;
  expect(message).toEqual({
    v: 1,
    project: 'web',
    buildId: BUILD_ID,
    number: 42,
    startedAt: 1_790_000_000_000,
    phase: 'BUILD',
  });
  expect(readExcerptMessage(writeExcerptMessage(message))).toEqual({ message });
});

test.each(['FAILED', 'FAULT', 'TIMED_OUT'] as const)('a build that ended as %s is excerpted by default', (status) => {
  expect(isAsked({ status })).toBe(true);
});

test.each(['SUCCEEDED', 'STOPPED'] as const)('a build that ended as %s is excerpted with "always" alone', (status) => {
  expect(isAsked({ status })).toBe(false);
  expect(isAsked({ status }, { when: 'always' })).toBe(true);
});

test('nothing is asked before the end, without logExcerpt, or where it is withheld', () => {
  expect(isAsked({ rank: RANK.running, status: 'IN_PROGRESS' }, { when: 'always' })).toBe(false);
  expect(isAsked({}, { withheld: 'secrets' })).toBe(false);
  expect(isAsked({}, { withheld: 'no log' })).toBe(false);
  const { logExcerpt: _, ...without } = project();
  expect(excerptOf(failed, without)).toBe(undefined);
  expect(excerptOf(failed, undefined)).toBe(undefined);
});

test.each<[string, Partial<DetailedRecord>, boolean]>([
  ["a fork's pull request", { ref: 'refs/pull/7/head', fork: true }, true],
  ['a pull request of which nobody said whose it is', { ref: 'refs/pull/7/head' }, true],
  ['a pull request of the repository itself', { ref: 'refs/pull/7/head', fork: false }, false],
  ['a branch', {}, false],
])('%s needs forks: %s', (_, record, needsForks) => {
  expect(isAsked(record)).toBe(!needsForks);
  expect(isAsked(record, { forks: true })).toBe(true);
});

test.each([
  'hello',
  '{}',
  JSON.stringify({ v: 1, project: 'web', buildId: 'web:../x', number: 1, startedAt: 1 }),
  JSON.stringify({ v: 1, project: 'web', buildId: BUILD_ID, number: 0, startedAt: 1 }),
  JSON.stringify({ v: 1, project: 'web', buildId: BUILD_ID, number: 1, startedAt: 1, phase: 'BUILD.*' }),
])('%s is not a message', (body) => {
  expect(readExcerptMessage(body)).toHaveProperty('problem');
});

test('a message of a later version is left for its reader', () => {
  expect(readExcerptMessage('{"v":2}')).toEqual({ newerVersion: 2 });
});
