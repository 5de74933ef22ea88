import { expect, test } from 'vitest';
import type { Filter } from '../../../../functions/core/configuration.ts';
import { judgeGroup } from '../../../../functions/core/webhook/filters.ts';
import { loadPatternSearch } from '../../../../functions/core/webhook/pattern-search.ts';
import type { RepositoryEvent } from '../../../../functions/core/repository-event.ts';
import { pushEvent } from '../../push-event.ts';
import { excluding, filter } from '../filter.ts';

const pullRequest: Partial<RepositoryEvent> = {
  eventType: 'PULL_REQUEST_CREATED',
  ref: 'refs/pull/7/head',
  headRef: 'refs/heads/feature',
  baseRef: 'refs/heads/main',
  pullRequest: 7,
  changedFiles: 'unknown',
};
const release: Partial<RepositoryEvent> = { eventType: 'RELEASED', tagName: 'v1.2', releaseName: 'The second' };
const files = { changedFiles: ['docs/a.md', 'src/a.ts'] };

async function judge(group: readonly Filter[], changes: Partial<RepositoryEvent> = {}) {
  return judgeGroup(group, pushEvent(changes), await loadPatternSearch(group));
}

test.each<[boolean, Filter, Partial<RepositoryEvent>, string | undefined]>([
  [true, filter('EVENT', 'PULL_REQUEST_CREATED, PUSH'), {}, 'PUSH'],
  [false, filter('EVENT', 'PULL_REQUEST_CREATED'), {}, 'PUSH'],
  [false, filter('EVENT', 'PULL_REQUEST_CREATED_PUSH'), {}, 'PUSH'],
  [true, filter('HEAD_REF', '^refs/heads/'), {}, 'refs/heads/main'],
  [true, filter('HEAD_REF', 'main'), { headRef: 'refs/heads/not-main' }, 'refs/heads/not-main'],
  [false, excluding('HEAD_REF', '^refs/heads/main$'), {}, 'refs/heads/main'],
  [false, filter('HEAD_REF', '^refs/heads/main$'), { headRef: 'refs/heads/main\nx' }, 'refs/heads/main\nx'],
  [true, filter('BASE_REF', '^refs/heads/main$'), pullRequest, 'refs/heads/main'],
  [false, filter('BASE_REF', '^refs/heads/main$'), {}, undefined],
  [true, excluding('BASE_REF', '^refs/heads/main$'), {}, undefined],
  [true, filter('ACTOR_ACCOUNT_ID', '^123$'), { actorId: '123' }, '123'],
  [false, filter('ACTOR_ACCOUNT_ID', '123'), { actorId: '9912399' }, '9912399'],
  [false, filter('ACTOR_ACCOUNT_ID', '^a|b$'), { actorId: 'xb' }, 'xb'],
  [true, excluding('ACTOR_ACCOUNT_ID', '^123$'), { actorId: '1234' }, '1234'],
  [true, filter('FILE_PATH', '^src/'), files, 'src/a.ts'],
  [false, filter('FILE_PATH', '^test/'), files, 'docs/a.md and 1 more'],
  [false, excluding('FILE_PATH', '^docs/'), files, 'docs/a.md'],
  [false, filter('FILE_PATH', '.'), { changedFiles: [] }, undefined],
  [true, filter('FILE_PATH', '^src/'), pullRequest, 'unknown'],
  [true, excluding('FILE_PATH', '^src/'), pullRequest, 'unknown'],
  [true, filter('FILE_PATH', '^src/'), { changedFiles: Array(2000).fill('x'.repeat(1000)) as string[] }, 'unknown'],
  [true, filter('COMMIT_MESSAGE', '\\[CodeBuild\\]'), { commitMessage: 'Do [CodeBuild]' }, 'Do [CodeBuild]'],
  [true, filter('COMMIT_MESSAGE', 'done$'), { commitMessage: 'All done\n' }, 'All done'],
  [true, filter('TAG_NAME', '^v1'), release, 'v1.2'],
  [true, filter('RELEASE_NAME', 'second'), release, 'The second'],
  [false, filter('RELEASE_NAME', 'second'), {}, undefined],
  [true, filter('REPOSITORY_NAME', '^web$'), {}, 'web'],
  [true, filter('ORGANIZATION_NAME', '^acme$'), {}, 'acme'],
  [false, filter('WORKFLOW_NAME', '.*'), {}, undefined],
])('it is %s that %o passes an event with %o', async (passed, one, changes, value) => {
  const judged = await judge([one], changes);
  expect(judged).toEqual({ passed, filters: [{ ...one, ...(value !== undefined && { value }), passed }] });
});

test('a group passes only if all its filters do', async () => {
  const group = [filter('EVENT', 'PUSH'), filter('HEAD_REF', '^refs/heads/main$')];
  expect((await judge(group)).passed).toBe(true);
  expect((await judge(group, { headRef: 'refs/heads/next' })).passed).toBe(false);
});

test('a pattern for the linear engine is searched by that engine, with its compiled expression', async () => {
  const group = [filter('FILE_PATH', '\\h\\.ts$', { expression: '[ \\t]\\.ts$', engine: 'linear' })];
  expect((await judge(group, { changedFiles: ['a .ts'] })).passed).toBe(true);
  expect((await judge(group, { changedFiles: ['ah.ts'] })).passed).toBe(false);
});

test('of a text longer than 64 KB, only the beginning is searched', async () => {
  const message = 'x'.repeat(64 * 1024);
  expect((await judge([filter('COMMIT_MESSAGE', 'end')], { commitMessage: `${message}end` })).passed).toBe(false);
  expect((await judge([filter('COMMIT_MESSAGE', 'end')], { commitMessage: `end${message}` })).passed).toBe(true);
});
