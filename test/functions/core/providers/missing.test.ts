import { describe, expect, test } from 'vitest';
import { changed, fixture } from './fixture.ts';
import { parse, SAMPLES } from './parser-properties.ts';

type Path = readonly (string | number)[];
const NONE = '0'.repeat(40);

const altered = (name: string, ...changes: (readonly [path: Path, value: unknown])[]) =>
  parse({ ...SAMPLES[name]!, body: changed(SAMPLES[name]!.body, ...changes) });

/** The fields that a build needs, by where each payload has them. */
const COMMITS: readonly (readonly [name: string, path: Path])[] = [
  ['push of GitHub', ['after']],
  ['pull request of GitHub', ['pull_request', 'head', 'sha']],
  ['push of GitLab', ['after']],
  ['merge request of GitLab', ['object_attributes', 'last_commit', 'id']],
  ['release of GitLab', ['commit', 'id']],
  ['push of Bitbucket', ['push', 'changes', 0, 'new', 'target', 'hash']],
  ['pull request of Bitbucket', ['pullrequest', 'source', 'commit', 'hash']],
  ['push of Bitbucket Data Center', ['changes', 0, 'toHash']],
  ['pull request of Bitbucket Data Center', ['pullRequest', 'fromRef', 'latestCommit']],
  ['push of Gitea', ['after']],
  ['pull request of Gitea', ['pull_request', 'head', 'sha']],
  ['created tag of Gogs', ['sha']],
];
const PARENTS: readonly (readonly [name: string, path: Path])[] = [
  ['pull request of GitHub', ['pull_request', 'head']],
  ['merge request of GitLab', ['object_attributes', 'last_commit']],
  ['release of GitLab', ['commit']],
  ['push of Bitbucket', ['push', 'changes', 0, 'new', 'target']],
  ['pull request of Bitbucket', ['pullrequest', 'source', 'commit']],
  ['pull request of Bitbucket', ['pullrequest', 'source']],
  ['pull request of Bitbucket Data Center', ['pullRequest', 'fromRef']],
  ['pull request of Gitea', ['pull_request', 'head']],
  ['pull request of Gitea', ['pull_request', 'base']],
];
const NAMES: readonly (readonly [name: string, path: Path])[] = [
  ['pull request of GitHub', ['pull_request', 'head', 'ref']],
  ['pull request of GitHub', ['pull_request', 'base', 'ref']],
  ['release of GitHub', ['release', 'tag_name']],
  ['merge request of GitLab', ['object_attributes', 'source_branch']],
  ['merge request of GitLab', ['object_attributes', 'target_branch']],
  ['release of GitLab', ['tag']],
  ['push of Bitbucket', ['push', 'changes', 0, 'new', 'name']],
  ['pull request of Bitbucket', ['pullrequest', 'source', 'branch', 'name']],
  ['pull request of Bitbucket', ['pullrequest', 'source', 'branch']],
  ['pull request of Bitbucket', ['pullrequest', 'destination', 'branch']],
  ['pull request of Bitbucket Data Center', ['pullRequest', 'fromRef', 'id']],
  ['pull request of Bitbucket Data Center', ['pullRequest', 'toRef', 'id']],
  ['pull request of Gitea', ['pull_request', 'head', 'ref']],
  ['pull request of Gitea', ['pull_request', 'base', 'ref']],
  ['release of Gitea', ['release', 'tag_name']],
  ['created tag of Gogs', ['ref']],
];

const absences = (places: readonly (readonly [string, Path])[], values: readonly unknown[]) =>
  places.flatMap(([name, path]) => values.map((value) => [name, path.join('.'), value, path] as const));

test.each([
  ...absences(COMMITS, [null, undefined, '', NONE, '0'.repeat(64)]),
  ...absences(PARENTS, [null, undefined]),
  ...absences(NAMES, [null, undefined, '']),
])('a %s whose %s is %j is ignored with the reason', (name, _place, value, path) => {
  expect(altered(name, [path, value])).toEqual({
    kind: 'ignored',
    reason: expect.stringMatching(/contains no [a-z ]+, without which a .* starts no builds|was deleted/) as unknown,
  });
});

test.each(COMMITS.filter(([name]) => name !== 'pull request of Bitbucket'))(
  'a %s whose %j is not a commit id is refused',
  (name, path) => {
    for (const wrong of ['A'.repeat(40), 'a'.repeat(39), 'main', `${'a'.repeat(40)}\n`]) {
      expect(altered(name, [path, wrong])).toMatchObject({ kind: 'malformed' });
    }
  },
);

test('a branch and a tag can be named "0"', () => {
  expect(altered('pull request of GitHub', [['pull_request', 'head', 'ref'], '0'])).toMatchObject({
    events: [{ headRef: 'refs/heads/0' }],
  });
  expect(altered('release of Gitea', [['release', 'tag_name'], '0'])).toMatchObject({ events: [{ tagName: '0' }] });
});

describe('an event that never builds is ignored, whatever else the payload contains:', () => {
  test.each([
    ['pull request of GitHub', { action: 'labeled' }],
    ['pull request of GitHub', { action: 'assigned', number: 'x', pull_request: null, sender: null }],
    ['pull request of GitHub', { action: null }],
    ['pull request of GitHub', {}],
    ['release of GitHub', { action: 'deleted', release: null }],
    ['merge request of GitLab', { object_kind: 'merge_request', object_attributes: { action: 'approved' } }],
    [
      'merge request of GitLab',
      { object_kind: 'merge_request', object_attributes: { action: 'update', oldrev: null } },
    ],
    ['merge request of GitLab', { object_kind: 'merge_request', object_attributes: {} }],
    ['release of GitLab', { object_kind: 'release', action: 'delete', commit: null }],
    ['pull request of Gitea', { action: 'label_updated', pull_request: { head: { sha: '' } } }],
    ['release of Gitea', { action: 'deleted' }],
    ['created tag of Gogs', { ref_type: 'branch' }],
    ['push of GitHub', { ref: 'refs/heads/main', after: NONE, deleted: false, head_commit: null }],
    ['push of GitHub', { ref: 'refs/heads/main', after: 'b'.repeat(40), deleted: true }],
    ['push of GitLab', { object_kind: 'push', ref: 'refs/heads/main', after: NONE, commits: null }],
    ['push of Gitea', { ref: 'refs/tags/v1', after: NONE }],
  ])('a %s of %j', (name, payload) => {
    const parsed = parse({ ...SAMPLES[name]!, body: Buffer.from(JSON.stringify(payload)) });
    expect(parsed).toMatchObject({ kind: 'ignored', reason: expect.stringMatching(/./) as unknown });
  });

  test('an approved merge request without a commit', () => {
    const body = fixture('gitlab/made/approved-without-commit.json');
    expect(parse({ ...SAMPLES['merge request of GitLab']!, body })).toMatchObject({
      kind: 'ignored',
      reason: 'The merge request action "approved" starts no builds.',
    });
  });
});

/** The fields that are only passed on, with the event's field that each becomes. */
const PASSED_ON: readonly (readonly [name: string, path: Path, field: string, absent?: unknown])[] = [
  ['push of GitHub', ['sender'], 'actorId', ''],
  ['push of GitHub', ['sender', 'id'], 'actorId', ''],
  ['push of GitHub', ['before'], 'previousCommit'],
  ['push of GitHub', ['head_commit'], 'commitMessage'],
  ['push of GitHub', ['head_commit', 'message'], 'commitMessage'],
  ['push of GitHub', ['commits'], 'changedFiles', 'unknown'],
  ['push of GitHub', ['created'], 'changedFiles', 'unknown'],
  ['push of GitHub', ['forced'], 'changedFiles', 'unknown'],
  ['pull request of GitHub', ['sender'], 'actorId', ''],
  ['pull request of GitHub', ['before'], 'previousCommit'],
  ['release of GitHub', ['release', 'name'], 'releaseName'],
  ['release of GitHub', ['sender', 'id'], 'actorId', ''],
  ['push of GitLab', ['user_id'], 'actorId', ''],
  ['push of GitLab', ['before'], 'previousCommit'],
  ['push of GitLab', ['commits'], 'commitMessage'],
  ['push of GitLab', ['commits'], 'changedFiles', 'unknown'],
  ['push of GitLab', ['commits', 0], 'changedFiles', 'unknown'],
  ['push of GitLab', ['commits', 0, 'message'], 'commitMessage'],
  ['push of GitLab', ['total_commits_count'], 'changedFiles', 'unknown'],
  ['merge request of GitLab', ['user'], 'actorId', ''],
  ['merge request of GitLab', ['user', 'id'], 'actorId', ''],
  ['merge request of GitLab', ['object_attributes', 'last_commit', 'message'], 'commitMessage'],
  ['release of GitLab', ['name'], 'releaseName'],
  ['release of GitLab', ['commit', 'message'], 'commitMessage'],
  ['push of Bitbucket', ['actor'], 'actorId', ''],
  ['push of Bitbucket', ['push', 'changes', 0, 'old'], 'previousCommit'],
  ['push of Bitbucket', ['push', 'changes', 0, 'old', 'target'], 'previousCommit'],
  ['push of Bitbucket', ['push', 'changes', 0, 'old', 'target', 'hash'], 'previousCommit'],
  ['push of Bitbucket', ['push', 'changes', 0, 'new', 'target', 'message'], 'commitMessage'],
  ['pull request of Bitbucket', ['actor'], 'actorId', ''],
  ['push of Bitbucket Data Center', ['actor'], 'actorId', ''],
  ['push of Bitbucket Data Center', ['actor', 'id'], 'actorId', ''],
  ['push of Bitbucket Data Center', ['date'], 'pushedAt'],
  ['push of Bitbucket Data Center', ['changes', 0, 'fromHash'], 'previousCommit'],
  ['push of Bitbucket Data Center', ['toCommit'], 'commitMessage'],
  ['push of Bitbucket Data Center', ['toCommit', 'message'], 'commitMessage'],
  ['pull request of Bitbucket Data Center', ['actor'], 'actorId', ''],
  ['pull request of Bitbucket Data Center', ['previousFromHash'], 'previousCommit'],
  ['push of Gitea', ['sender'], 'actorId', ''],
  ['push of Gitea', ['sender', 'id'], 'actorId', ''],
  ['push of Gitea', ['before'], 'previousCommit'],
  ['push of Gitea', ['commits'], 'changedFiles', 'unknown'],
  ['push of Gitea', ['total_commits'], 'changedFiles', 'unknown'],
  ['pull request of Gitea', ['sender'], 'actorId', ''],
  ['release of Gitea', ['release', 'name'], 'releaseName'],
  ['release of Gitea', ['sender', 'id'], 'actorId', ''],
  ['created tag of Gogs', ['sender'], 'actorId', ''],
];

const passedOn = PASSED_ON.map(([name, path, field, absent]) => [name, path, field, absent] as const);
test.each(passedOn)('a %s with an invalid %j builds without it', (name, path, field, absent) => {
  for (const odd of [null, undefined, false, 1.5, {}, []]) {
    const parsed = altered(name, [path, odd]);
    expect(parsed).toMatchObject({ kind: 'events' });
    const [event] = parsed.kind === 'events' ? parsed.events : [];
    expect((event as unknown as Record<string, unknown>)[field]).toEqual(absent);
  }
});

/** Ids and parts that nothing reads do not decide whether there is an event. */
test.each([
  ['pull request of Bitbucket', ['pullrequest', 'source', 'repository', 'full_name']],
  ['pull request of Bitbucket', ['pullrequest', 'destination', 'repository', 'full_name']],
  ['push of Bitbucket', ['push', 'changes', 0, 'old', 'type']],
  ['push of Bitbucket', ['push', 'changes', 0, 'old', 'name']],
  ['pull request of Bitbucket Data Center', ['pullRequest', 'fromRef', 'repository', 'project']],
  ['pull request of Bitbucket Data Center', ['pullRequest', 'fromRef', 'repository', 'slug']],
  ['pull request of Bitbucket Data Center', ['pullRequest', 'toRef', 'latestCommit']],
  ['pull request of Gitea', ['pull_request', 'base', 'sha']],
  ['release of GitHub', ['release', 'target_commitish']],
  ['release of Gitea', ['release', 'target_commitish']],
  ['push of Gitea', ['pusher']],
] satisfies (readonly [string, Path])[])('a %s gives the same event if its %j is invalid', (name, path) => {
  const right = altered(name);
  for (const odd of [null, undefined, '', 7, {}]) {
    const parsed = altered(name, [path, odd]);
    expect(parsed).toMatchObject({ kind: 'events', events: right.kind === 'events' && right.events });
  }
});

describe('an account', () => {
  test.each([-2, -1, 0, 7])('can have the id %d', (id) => {
    const actor = { events: [{ actorId: String(id) }] };
    for (const name of Object.keys(SAMPLES).filter((each) => /GitHub|Gitea|Gogs/.test(each))) {
      expect(altered(name, [['sender', 'id'], id])).toMatchObject(actor);
    }
    expect(altered('push of GitLab', [['user_id'], id])).toMatchObject(actor);
    expect(altered('merge request of GitLab', [['user', 'id'], id])).toMatchObject(actor);
    expect(altered('push of Bitbucket Data Center', [['actor', 'id'], id])).toMatchObject(actor);
  });

  test('on Bitbucket without an account id is identified by its UUID', () => {
    for (const account_id of [null, undefined, 7, '']) {
      const parsed = altered('push of Bitbucket', [['actor'], { account_id, uuid: '{a}' }]);
      expect(parsed).toMatchObject({ events: [{ actorId: '{a}' }] });
    }
  });

  test('of the system can push like any other', () => {
    const body = fixture('gitea/made/push-by-system-account.json');
    expect(parse({ ...SAMPLES['push of Gitea']!, body })).toMatchObject({
      events: [{ actorId: '-2', changedFiles: ['src/a.js'] }],
    });
  });
});

test.each([null, undefined, ''])('a push whose tagged commit is %j builds what it pushed', (none) => {
  const pushed = { events: [{ commit: 'c'.repeat(40) }] };
  const after = [['after'], 'c'.repeat(40)] as const;
  expect(altered('push of GitHub', after, [['head_commit', 'id'], none])).toMatchObject(pushed);
  expect(altered('push of GitLab', after, [['checkout_sha'], none])).toMatchObject(pushed);
  const tag = [['ref'], 'refs/tags/v1'] as const;
  expect(altered('push of Gitea', after, tag, [['head_commit'], { id: none }])).toMatchObject(pushed);
});

test('a name with half a surrogate pair is not a valid repository or account', () => {
  for (const [name, path] of [
    ['push of GitHub', ['repository', 'full_name']],
    ['push of GitLab', ['project', 'path_with_namespace']],
    ['push of Bitbucket', ['repository', 'uuid']],
    ['push of Bitbucket Data Center', ['repository', 'slug']],
    ['push of Gitea', ['repository', 'full_name']],
  ] satisfies (readonly [string, Path])[]) {
    expect(altered(name, [path, 'acme/\ud800'])).toMatchObject({ kind: 'malformed' });
  }
  const actor = { account_id: '557058:\udfff', uuid: '{a}' };
  expect(altered('push of Bitbucket', [['actor'], actor])).toMatchObject({ events: [{ actorId: '{a}' }] });
});

test('a push on GitHub without its time is identified by its bytes', () => {
  const identity = (pushed_at: unknown, message: string) => {
    const parsed = altered(
      'push of GitHub',
      [['repository', 'pushed_at'], pushed_at],
      [['head_commit', 'message'], message],
    );
    expect(parsed).toMatchObject({ kind: 'events' });
    return parsed.kind === 'events' && parsed.identity;
  };
  expect(identity(1, 'a')).toBe(identity(1, 'b'));
  for (const odd of [null, undefined, {}]) expect(identity(odd, 'a')).not.toBe(identity(odd, 'b'));
});

test('a push on Bitbucket Data Center without its time is identified by its request', () => {
  const sample = SAMPLES['push of Bitbucket Data Center']!;
  const identity = (date: unknown, id: string) => {
    const headers = { ...sample.headers, 'x-request-id': id };
    const parsed = parse({ ...sample, headers, body: changed(sample.body, [['date'], date]) });
    return parsed.kind === 'events' && parsed.identity;
  };
  expect(identity(null, 'a')).toBe(identity(null, 'a'));
  expect(identity(null, 'a')).not.toBe(identity(null, 'b'));
  expect(identity('2025-09-23T03:15:56+0300', 'a')).toBe(identity('2025-09-23T03:15:56+0300', 'b'));
});

test('a Gitea repository or pull request is still identified by a positive number', () => {
  expect(altered('push of Gitea', [['repository', 'id'], -2])).toMatchObject({ kind: 'malformed' });
  expect(altered('pull request of Gitea', [['number'], -1])).toMatchObject({ kind: 'malformed' });
});
