import { describe, expect, test } from 'vitest';
import type { Hook } from '../../../../functions/core/configuration.ts';
import { gitea } from '../../../../functions/core/providers/gitea/gitea.ts';
import { changed, fixture } from './fixture.ts';

const hook: Hook = { name: 'gitea', provider: 'gitea', host: 'git.acme.io:3000' };
const parse = (headers: Record<string, string>, body: Buffer) => gitea.parse({ headers, body }, hook);
const ofGitea = (event: string) => ({ 'x-gitea-event': event, 'x-gogs-event': event, 'x-github-event': event });
const ofGogs = (event: string) => ({ 'x-gogs-event': event });

const NONE = '0'.repeat(40);
const push = changed(fixture('gitea/push-2017.json'), [['total_commits'], 1]);
const synchronized = fixture('gitea/pull-request-synchronized.json');
const released = fixture('gitea/release-published.json');

describe('a push', () => {
  test('is read with its files if the payload lists them all', () => {
    expect(parse(ofGitea('push'), push)).toMatchObject({
      events: [
        {
          provider: 'gitea',
          eventType: 'PUSH',
          repository: { host: 'git.acme.io:3000', fullName: 'gogits/hello-world', id: '61' },
          ref: 'refs/heads/master',
          commit: '4522cbcefc20728a5b72b3a86af35e608622c514',
          previousCommit: '9836a96a253cce25d17988fcf41b8c4205cf779f',
          actorId: '1',
          commitMessage: 'Updated readme\n',
          changedFiles: ['README.md'],
        },
      ],
    });
  });

  test.each([
    ['Gogs, which does not report how many commits there are', ofGogs('push'), fixture('gogs/push.json')],
    ['more commits than it lists', ofGitea('push'), changed(push, [['total_commits'], 6])],
    ['a new branch', ofGitea('push'), fixture('forgejo/push-new-branch.json')],
    ['a new branch of one commit', ofGitea('push'), changed(push, [['before'], NONE])],
    ['a branch without its previous commit', ofGitea('push'), changed(push, [['before'], ''])],
    ['no commits', ofGitea('push'), changed(push, [['commits'], null], [['total_commits'], 0])],
  ])('of %s does not list all files', (_what, headers, body) => {
    expect(parse(headers, body)).toMatchObject({ events: [{ changedFiles: 'unknown' }] });
  });

  test('of a new branch has the message of its head commit', () => {
    const event = { commitMessage: "Delete '.woodpecker/.check.yml'\n", actorId: '2628' };
    expect(parse(ofGitea('push'), fixture('forgejo/push-new-branch.json'))).toMatchObject({ events: [event] });
  });

  test('of a tag names the tag, and of a deleted ref starts nothing', () => {
    const tag = changed(push, [['ref'], 'refs/tags/v1'], [['before'], NONE]);
    expect(parse(ofGitea('push'), tag)).toMatchObject({ events: [{ ref: 'refs/tags/v1', tagName: 'v1' }] });
    expect(parse(ofGitea('push'), changed(push, [['after'], NONE]))).toMatchObject({ kind: 'ignored' });
  });
});

describe('a created ref', () => {
  const tag = fixture('gitea/create-tag.json');

  test('on Gitea starts nothing, since a push event follows', () => {
    expect(parse(ofGitea('create'), tag)).toMatchObject({ kind: 'ignored' });
  });

  test('on Gogs counts as a push if it is a tag and its commit is known', () => {
    const event = { eventType: 'PUSH', ref: 'refs/tags/v1.0.0', commit: 'ef98532add3b2feb7a137426bba1248724367df5' };
    expect(parse(ofGogs('create'), tag)).toMatchObject({ events: [event] });
    expect(parse(ofGogs('create'), changed(tag, [['ref_type'], 'branch']))).toMatchObject({ kind: 'ignored' });
    expect(parse(ofGogs('create'), fixture('gitea/create-tag-2017.json'))).toMatchObject({ kind: 'ignored' });
    expect(parse(ofGogs('create'), changed(tag, [['ref'], 'a..b']))).toMatchObject({ kind: 'malformed' });
  });
});

describe('a pull request', () => {
  const pullRequest = (...changes: Parameters<typeof changed> extends [Buffer, ...infer Rest] ? Rest : never) =>
    parse(ofGitea('pull_request'), changed(synchronized, ...changes));

  test('with new commits is an event of its branches', () => {
    expect(pullRequest()).toMatchObject({
      events: [
        {
          eventType: 'PULL_REQUEST_UPDATED',
          ref: 'refs/pull/2/head',
          headRef: 'refs/heads/test-patch-1',
          baseRef: 'refs/heads/main',
          commit: '788ed8d02d3b7fcfcf6386dbcbca696aa1d4dc25',
          changedFiles: 'unknown',
          fork: false,
        },
      ],
    });
  });

  test.each([
    ['opened', false, 'PULL_REQUEST_CREATED'],
    ['reopened', false, 'PULL_REQUEST_REOPENED'],
    ['closed', false, 'PULL_REQUEST_CLOSED'],
    ['closed', true, 'PULL_REQUEST_MERGED'],
  ])('%s, merged: %s, is %s', (action, merged, eventType) => {
    const parsed = pullRequest([['action'], action], [['pull_request', 'merged'], merged]);
    expect(parsed).toMatchObject({ events: [{ eventType }] });
  });

  test.each(['edited', 'label_updated', 'review_requested', 'constructor'])('%s starts nothing', (action) => {
    expect(pullRequest([['action'], action])).toMatchObject({ kind: 'ignored' });
  });

  test('from another repository is from a fork, and so is one that was pushed to no branch of this repository', () => {
    const head = ['pull_request', 'head'];
    expect(pullRequest([[...head, 'repo_id'], 7])).toMatchObject({ events: [{ fork: true }] });
    for (const label of ['', null, undefined]) {
      const agit = pullRequest([[...head, 'ref'], 'refs/pull/2/head'], [[...head, 'label'], label]);
      expect(agit).toMatchObject({ events: [{ fork: true }] });
    }
    for (const id of [null, undefined, '6', 0]) {
      expect(pullRequest([[...head, 'repo_id'], id])).toMatchObject({ events: [{ fork: true }] });
    }
    const neither = pullRequest([[...head, 'repo_id'], undefined], [['pull_request', 'base', 'repo_id'], undefined]);
    expect(neither).toMatchObject({ events: [{ fork: true }] });
  });

  test.each(['closed', 'reopened', 'synchronized'])(
    "%s of a branch that no longer exists is not from a fork, and keeps the branch's name",
    (action) => {
      const made = changed(fixture('gitea/made/pull-request-branch-gone.json'), [['action'], action]);
      const event = { ref: 'refs/pull/2/head', headRef: 'refs/heads/topic', commit: 'b'.repeat(40), fork: false };
      expect(parse(ofGitea('pull_request'), made)).toMatchObject({ events: [event] });
      const fork = changed(made, [['pull_request', 'head', 'repo_id'], 32]);
      expect(parse(ofGitea('pull_request'), fork)).toMatchObject({ events: [{ ...event, fork: true }] });
    },
  );

  test('from a branch named like a pull request is not from a fork', () => {
    const head = { ref: 'refs/pull/9/head', label: 'refs/pull/9/head', sha: 'b'.repeat(40), repo_id: 6 };
    expect(pullRequest([['pull_request', 'head'], head])).toMatchObject({
      events: [{ headRef: 'refs/heads/refs/pull/9/head', fork: false }],
    });
  });

  test('from a head branch that Git does not allow is refused', () => {
    for (const ref of ['a..b', '\ud800', 'x\u0085y']) {
      expect(pullRequest([['pull_request', 'head', 'ref'], ref])).toMatchObject({ kind: 'malformed' });
    }
  });

  test('on Gogs starts nothing, since it names no commit', () => {
    const body = fixture('gogs/pull-request-opened.json');
    expect(parse(ofGogs('pull_request'), body)).toMatchObject({ kind: 'ignored' });
  });
});

test('a published release builds its tag; an edited one starts nothing', () => {
  const parsed = parse(ofGitea('release'), released);
  const event = { eventType: 'RELEASED', ref: 'refs/tags/0.0.5', tagName: '0.0.5', releaseName: 'Version 0.0.5' };
  expect(parsed).toMatchObject({ events: [event] });
  expect(parsed).not.toHaveProperty('events.0.commit');
  const prerelease = changed(released, [['release', 'prerelease'], true]);
  expect(parse(ofGitea('release'), prerelease)).toMatchObject({ events: [{ eventType: 'PRERELEASED' }] });
  expect(parse(ofGitea('release'), changed(released, [['action'], 'updated']))).toMatchObject({ kind: 'ignored' });
});

test.each(['issues', 'fork', 'repository', 'unheard-of', 'constructor', ''])(
  'the event %j is ignored with a reason',
  (event) => {
    expect(parse(ofGitea(event), push)).toMatchObject({ kind: 'ignored' });
  },
);

test('the same push made again is recognised by its delivery id', () => {
  const identity = (id: string) => {
    const parsed = parse({ ...ofGitea('push'), 'x-gitea-delivery': id }, push);
    return parsed.kind === 'events' ? parsed.identity : undefined;
  };
  expect(identity('a')).toBe(identity('a'));
  expect(identity('a')).not.toBe(identity('b'));
});
