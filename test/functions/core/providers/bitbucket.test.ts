import { describe, expect, test } from 'vitest';
import type { Hook } from '../../../../functions/core/configuration.ts';
import { bitbucket } from '../../../../functions/core/providers/bitbucket/bitbucket.ts';
import { changed, fixture } from './fixture.ts';

const hook: Hook = { name: 'bitbucket', provider: 'bitbucket', host: 'bitbucket.org' };
const parse = (event: string, body: Buffer, headers: Record<string, string> = {}) =>
  bitbucket.parse({ headers: { 'x-event-key': event, ...headers }, body }, hook);

const identity = (...delivery: Parameters<typeof parse>) => {
  const parsed = parse(...delivery);
  return parsed.kind === 'events' ? parsed.identity : undefined;
};

describe('Bitbucket Cloud', () => {
  const push = fixture('bitbucket/repo-push.json');
  const pullRequest = fixture('bitbucket/pullrequest-created.json');
  const repository = {
    host: 'bitbucket.org',
    fullName: 'brydzewski/foo',
    id: '{bc771cbf-829e-4c4b-b71f-a0eb3ac2b860}',
  };
  const change = (JSON.parse(push.toString()) as { push: { changes: object[] } }).push.changes[0]!;
  const moved = (type: string, name: string) => {
    const target = { hash: 'b'.repeat(40), message: 'x' };
    return { new: { type, name, target }, old: null, created: true };
  };

  test('accepts a push that does not list its files', () => {
    expect(parse('repo:push', push)).toMatchObject({
      events: [
        {
          eventType: 'PUSH',
          repository: { host: 'bitbucket.org', fullName: 'team_name/repo_name' },
          ref: 'refs/heads/name-of-branch',
          commit: '709d658dc5b6d6afcd46049c2f332ee3f515a67d',
          previousCommit: '1e65c05c1d5171631d92438a13901ca7dae9618c',
          actorId: '{a54f16da-24e9-4d7f-a3a7-b1ba2cd98aa3}',
          commitMessage: 'new commit message\n',
          changedFiles: 'unknown',
        },
      ],
    });
  });

  test('creates an event for each ref that a push moves, and none for those that it deletes', () => {
    const deleted = { new: null, old: moved('branch', 'gone').new, closed: true };
    const changes = [change, moved('tag', 'v1'), deleted, moved('branch', 'a/b')];
    expect(parse('repo:push', changed(push, [['push', 'changes'], changes]))).toMatchObject({
      events: [{ ref: 'refs/heads/name-of-branch' }, { ref: 'refs/tags/v1', tagName: 'v1' }, { ref: 'refs/heads/a/b' }],
    });
    expect(parse('repo:push', changed(push, [['push', 'changes'], [deleted]]))).toMatchObject({ kind: 'ignored' });
    expect(parse('repo:push', changed(push, [['push', 'changes'], []]))).toMatchObject({ kind: 'ignored' });
  });

  test('an annotated tag is a tag, and the branch pushed with it is not lost', () => {
    const body = fixture('bitbucket/made/push-annotated-tag-beside-branch.json');
    const parsed = parse('repo:push', body);
    expect(parsed).toMatchObject({ events: [{ ref: 'refs/heads/main' }, { ref: 'refs/tags/v1', tagName: 'v1' }] });
    expect(parsed).not.toHaveProperty('ignored');
  });

  test.each([
    ['an unknown type', { new: { type: 'bookmark', name: 'x' } }, '"bookmark" is not a type of ref'],
    [
      'a type that is a property of every object',
      { new: { type: 'constructor', name: 'x' } },
      '"constructor" is not a type of ref',
    ],
    ['no commit', { new: { type: 'branch', name: 'x', target: null } }, 'contains no commit'],
    ['no name', { new: { type: 'tag', name: '', target: { hash: 'b'.repeat(40) } } }, 'contains no name'],
    ['an invalid commit', { new: { type: 'tag', name: 'x', target: { hash: 'b' } } }, 'new.target.hash'],
    ['a name that Git does not allow', moved('branch', 'a..b'), 'Expected a branch or a tag in full'],
    ['a lone surrogate as name', moved('branch', '\ud800'), 'Expected a branch or a tag in full'],
    ['null instead of a change', null, 'Not a change'],
    ['a number instead of a change', 7, 'Not a change'],
  ])('a change with %s does not affect the change beside it', (_what, odd, reason) => {
    for (const changes of [
      [change, odd],
      [odd, change],
    ]) {
      expect(parse('repo:push', changed(push, [['push', 'changes'], changes]))).toMatchObject({
        events: [{ ref: 'refs/heads/name-of-branch' }],
        ignored: expect.stringContaining(reason) as unknown,
      });
    }
    expect(parse('repo:push', changed(push, [['push', 'changes'], [odd]]))).not.toHaveProperty('events');
  });

  test('of a thousand deleted refs, three are named', () => {
    const deleted = Array.from({ length: 1000 }, (_, index) => ({ new: null, old: moved('branch', `b${index}`).new }));
    expect(parse('repo:push', changed(push, [['push', 'changes'], deleted]))).toEqual({
      kind: 'ignored',
      reason: '"b0" was deleted. "b1" was deleted. "b2" was deleted. And 997 more.',
    });
  });

  test.each([
    ['pullrequest:created', 'PULL_REQUEST_CREATED'],
    ['pullrequest:updated', 'PULL_REQUEST_UPDATED'],
    ['pullrequest:fulfilled', 'PULL_REQUEST_MERGED'],
    ['pullrequest:rejected', 'PULL_REQUEST_CLOSED'],
  ])('%s is %s, without the commit, of which the payload has only 12 digits', (event, eventType) => {
    const parsed = parse(event, pullRequest);
    expect(parsed).toMatchObject({
      events: [
        {
          eventType,
          repository,
          ref: 'refs/pull/1/head',
          headRef: 'refs/heads/feature/develop',
          baseRef: 'refs/heads/master',
          actorId: '557058:2a6349dc-4346-4805-bd84-3abdd0812d17',
          fork: false,
          pullRequest: 1,
        },
      ],
    });
    expect(parsed).not.toHaveProperty('events.0.commit');
  });

  test("builds a fork's pull request only if the payload has the whole commit: the branch's name would refer to one of ours", () => {
    const source = ['pullrequest', 'source'];
    for (const repository of [null, { uuid: '{another}', full_name: 'mallory/foo' }]) {
      const fork = changed(pullRequest, [[...source, 'repository'], repository]);
      expect(parse('pullrequest:created', fork)).toMatchObject({ kind: 'ignored' });
      const whole = changed(fork, [[...source, 'commit', 'hash'], 'c'.repeat(40)]);
      expect(parse('pullrequest:created', whole)).toMatchObject({ events: [{ fork: true, commit: 'c'.repeat(40) }] });
    }
  });

  test('identifies the same push, made again, by its request id', () => {
    const once = identity('repo:push', push, { 'x-request-uuid': 'a' });
    expect(identity('repo:push', push, { 'x-request-uuid': 'a', 'x-attempt-number': '2' })).toBe(once);
    expect(identity('repo:push', push, { 'x-request-uuid': 'b' })).not.toBe(once);
  });
});

describe('Bitbucket Data Center', () => {
  const push = fixture('bitbucket-data-center/refs-changed.json');
  const fork = fixture('bitbucket-data-center/pr-opened-from-fork.json');

  test('names a repository as its clone URL does', () => {
    expect(parse('repo:refs_changed', push)).toMatchObject({
      events: [
        {
          eventType: 'PUSH',
          repository: { fullName: 'scm/DEV/deployment-automation', id: '1684' },
          ref: 'refs/heads/renovate-all',
          commit: '76797d54bca87db6d1e3e82ee40622c7908aa514',
          previousCommit: 'e0e15221b987fd8296141c0faa6a79f7c86ca4ce',
          actorId: '14570',
          commitMessage: 'chore(deps): update all',
          pushedAt: Date.parse('2025-09-23T00:15:55Z'),
          changedFiles: 'unknown',
        },
      ],
    });
  });

  test.each([
    ['notes', { ref: { id: 'refs/notes/x' }, toHash: 'b'.repeat(40) }],
    ['a lone surrogate', { ref: { id: 'refs/heads/\udc00' }, toHash: 'b'.repeat(40) }],
    ['no commit', { ref: { id: 'refs/heads/x' }, toHash: null }],
    ['half a commit', { ref: { id: 'refs/heads/x' }, toHash: 'b'.repeat(12) }],
    ['no ref', { toHash: 'b'.repeat(40) }],
    ['null', null],
  ])('a change of %s does not affect the change beside it', (_what, odd) => {
    const { changes } = JSON.parse(push.toString()) as { changes: object[] };
    const parsed = parse('repo:refs_changed', changed(push, [['changes'], [odd, ...changes]]));
    expect(parsed).toMatchObject({
      events: [{ ref: 'refs/heads/renovate-all' }],
      ignored: expect.stringMatching(/./) as unknown,
    });
  });

  test('a deleted ref starts nothing', () => {
    const body = fixture('bitbucket-data-center/refs-changed-delete.json');
    expect(parse('repo:refs_changed', body)).toMatchObject({
      kind: 'ignored',
      reason: expect.stringMatching(/^"refs\/heads\/.*" was deleted\.$/) as unknown,
    });
  });

  test('if a push moves several refs, only the newest commit has a commit message', () => {
    const other = { ref: { id: 'refs/heads/other' }, fromHash: 'a'.repeat(40), toHash: 'b'.repeat(40) };
    const { changes } = JSON.parse(push.toString()) as { changes: object[] };
    const parsed = parse('repo:refs_changed', changed(push, [['changes'], [...changes, other]]));
    expect(parsed).toMatchObject({ events: [{ commitMessage: 'chore(deps): update all' }, { ref: other.ref.id }] });
    expect(parsed).not.toHaveProperty('events.1.commitMessage');
  });

  test.each([
    ['pr:opened', 'PULL_REQUEST_CREATED'],
    ['pr:from_ref_updated', 'PULL_REQUEST_UPDATED'],
    ['pr:reopened', 'PULL_REQUEST_REOPENED'],
    ['pr:merged', 'PULL_REQUEST_MERGED'],
    ['pr:declined', 'PULL_REQUEST_CLOSED'],
  ])('%s is %s, for the repository that it targets', (event, eventType) => {
    expect(parse(event, fork)).toMatchObject({
      events: [
        {
          eventType,
          repository: { fullName: 'scm/DEV/deployment-automation' },
          ref: 'refs/pull/114/head',
          headRef: 'refs/heads/master',
          baseRef: 'refs/heads/master',
          commit: '716e510cecbe203618609cf103c54e040b949739',
          fork: true,
        },
      ],
    });
  });

  test('a pull request from a branch of the repository itself is not from a fork', () => {
    const own = changed(fork, [['pullRequest', 'fromRef', 'repository', 'id'], 1684]);
    expect(parse('pr:opened', own)).toMatchObject({ events: [{ fork: false }] });
  });

  test('has its time in the body, so a new request id does not make a new event', () => {
    const once = identity('repo:refs_changed', push, { 'x-request-id': 'a' });
    expect(identity('repo:refs_changed', push, { 'x-request-id': 'b' })).toBe(once);
    expect(identity('repo:refs_changed', changed(push, [['date'], '2025-09-23T03:15:56+0300']))).not.toBe(once);
  });
});

test.each(['diagnostics:ping', 'pr:comment:added', 'repo:fork', 'issue:created', 'unheard-of', 'constructor', ''])(
  'the event %j is ignored with a reason',
  (event) => {
    expect(parse(event, Buffer.from('{"test":true}'))).toMatchObject({ kind: 'ignored' });
  },
);
