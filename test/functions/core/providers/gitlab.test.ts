import { describe, expect, test } from 'vitest';
import type { Hook } from '../../../../functions/core/configuration.ts';
import { gitlab } from '../../../../functions/core/providers/gitlab/gitlab.ts';
import { changed, fixture } from './fixture.ts';

const hook: Hook = { name: 'gitlab', provider: 'gitlab', host: 'git.acme.io', verification: 'token' };
const parse = (body: Buffer, headers: Record<string, string> = {}, to = hook) => gitlab.parse({ headers, body }, to);

const push = fixture('gitlab/push.json');
const tagPush = fixture('gitlab/tag-push.json');
const update = fixture('gitlab/merge-request-update.json');
const release = fixture('gitlab/release-create.json');
const NONE = '0'.repeat(40);

describe('a push', () => {
  test('is read with its files, and belongs to the host of the hook', () => {
    expect(parse(push)).toMatchObject({
      events: [
        {
          provider: 'gitlab',
          eventType: 'PUSH',
          repository: { host: 'git.acme.io', fullName: 'test/woodpecker', id: '2' },
          ref: 'refs/heads/main',
          headRef: 'refs/heads/main',
          commit: '16862e368d8ab812e48833b741dad720d6e2cb7f',
          previousCommit: 'ffe8eb4f91d1fe6bc49f1e610e50e4b5767f0104',
          actorId: '2',
          commitMessage: 'Update main.go',
          changedFiles: ['cmd/cli/main.go'],
          fork: false,
        },
      ],
    });
  });

  test.each([
    ['more commits than it lists', changed(push, [['total_commits_count'], 21])],
    ['a new branch', changed(push, [['before'], NONE])],
    ['a tag that was moved', changed(push, [['ref'], 'refs/tags/v1'], [['commits'], []], [['total_commits_count'], 0])],
    ['a branch that was moved back', changed(push, [['commits'], []], [['total_commits_count'], 0])],
  ])('of %s does not list all files', (_what, body) => {
    expect(parse(body)).toMatchObject({ events: [{ changedFiles: 'unknown' }] });
  });

  test('of an annotated tag builds the commit, not the tag object', () => {
    const parsed = parse(tagPush);
    expect(parsed).toMatchObject({
      events: [{ eventType: 'PUSH', ref: 'refs/tags/v22', commit: '16862e368d8ab812e48833b741dad720d6e2cb7f' }],
    });
    expect(parsed).toMatchObject({ events: [{ tagName: 'v22', changedFiles: 'unknown' }] });
  });

  test.each([push, tagPush])('that deletes a ref starts nothing', (body) => {
    expect(parse(changed(body, [['after'], NONE], [['checkout_sha'], null]))).toMatchObject({ kind: 'ignored' });
  });
});

describe('a merge request', () => {
  test('that was updated with commits is a pull request event of its branches', () => {
    expect(parse(update)).toMatchObject({
      events: [
        {
          eventType: 'PULL_REQUEST_UPDATED',
          ref: 'refs/pull/3/head',
          headRef: 'refs/heads/anbraten-main-patch-05373',
          baseRef: 'refs/heads/main',
          commit: 'c136499ec574e1034b24c5d306de9acda3005367',
          previousCommit: '8b641937b7340066d882b9d8a8cc5b0573a207de',
          actorId: '2251488',
          commitMessage: 'Update folder/todo.txt',
          changedFiles: 'unknown',
          fork: false,
          pullRequest: 3,
        },
      ],
    });
  });

  test('from an old GitLab, without account ids, is read', () => {
    const body = fixture('gitlab/merge-request-open.json');
    expect(parse(body)).toMatchObject({ events: [{ eventType: 'PULL_REQUEST_CREATED', actorId: '' }] });
  });

  test.each([
    ['open', 'PULL_REQUEST_CREATED'],
    ['reopen', 'PULL_REQUEST_REOPENED'],
    ['close', 'PULL_REQUEST_CLOSED'],
    ['merge', 'PULL_REQUEST_MERGED'],
  ])('%s is %s', (action, eventType) => {
    expect(parse(changed(update, [['object_attributes', 'action'], action]))).toMatchObject({
      events: [{ eventType }],
    });
  });

  test.each(['approved', 'unapproved', 'approval', 'constructor', '__proto__'])('%s starts nothing', (action) => {
    expect(parse(changed(update, [['object_attributes', 'action'], action]))).toMatchObject({ kind: 'ignored' });
  });

  test('that was edited without new commits starts nothing', () => {
    expect(parse(changed(update, [['object_attributes', 'oldrev'], undefined]))).toMatchObject({ kind: 'ignored' });
  });

  test.each([7, null])('from project %s is from a fork, and its statuses belong there', (id) => {
    const body = changed(update, [['object_attributes', 'source_project_id'], id]);
    expect(parse(body)).toMatchObject({
      events: [{ fork: true, ...(id !== null && { headRepositoryId: String(id) }) }],
    });
  });
});

test('a created or updated release builds its tag at the commit that it names', () => {
  for (const action of ['create', 'update']) {
    expect(parse(changed(release, [['action'], action]))).toMatchObject({
      events: [
        {
          eventType: 'RELEASED',
          ref: 'refs/tags/0.0.2',
          tagName: '0.0.2',
          releaseName: 'Awesome version 0.0.2',
          commit: '0b8c02955ba445ea70d22824d9589678852e2b93',
          actorId: '',
        },
      ],
    });
  }
  expect(parse(changed(release, [['action'], 'delete']))).toMatchObject({ kind: 'ignored' });
});

test.each(['note', 'issue', 'pipeline', 'build', 'unheard_of', 'constructor', 7, null])(
  'an event of kind %j is ignored with a reason, whatever the header names',
  (kind) => {
    const body = changed(push, [['object_kind'], kind]);
    expect(parse(body, { 'x-gitlab-event': 'Push Hook' })).toMatchObject({ kind: 'ignored' });
  },
);

describe('the identity', () => {
  const identity = (body: Buffer, headers: Record<string, string>, to = hook) => {
    const parsed = parse(body, headers, to);
    return parsed.kind === 'events' ? parsed.identity : undefined;
  };

  test('of a signed message is its signed id', () => {
    const signing: Hook = { ...hook, verification: 'signature' };
    const headers = { 'webhook-id': 'a', 'x-gitlab-event-uuid': 'x' };
    expect(identity(push, headers, signing)).toBe('a');
    expect(identity(push, { ...headers, 'x-gitlab-event-uuid': 'y' }, signing)).toBe('a');
  });

  test('of other messages is the body and the id that stays the same when the message is sent again', () => {
    const once = identity(push, { 'idempotency-key': 'a', 'x-gitlab-event-uuid': 'x' });
    expect(identity(push, { 'idempotency-key': 'a', 'x-gitlab-event-uuid': 'x' })).toBe(once);
    expect(identity(push, { 'idempotency-key': 'b', 'x-gitlab-event-uuid': 'x' })).not.toBe(once);
    expect(identity(changed(push, [['user_id'], 3]), { 'idempotency-key': 'a' })).not.toBe(once);
    expect(identity(push, { 'x-gitlab-event-uuid': 'x' })).not.toBe(identity(push, { 'x-gitlab-event-uuid': 'y' }));
  });
});
