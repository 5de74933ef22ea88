import { describe, expect, test } from 'vitest';
import type { Hook } from '../../../../functions/core/configuration.ts';
import { PROTOCOLS } from '../../../../functions/core/providers/protocols.ts';
import type { RepositoryEvent } from '../../../../functions/core/repository-event.ts';
import { changed, fixture } from './fixture.ts';
import { githubPayloads } from './github-examples.ts';

/** A title, the host's name of the event, the body, and the complete event that it becomes, so that no field goes unread. */
type Row = readonly [title: string, event: string, body: Buffer, expected: Partial<RepositoryEvent>];

const parsed = (hook: Hook, header: string, event: string, body: Buffer): readonly RepositoryEvent[] => {
  const { kind, ...rest } = PROTOCOLS[hook.provider].parse({ headers: { [header]: event }, body }, hook);
  expect({ kind, ...rest }).toHaveProperty('events');
  return (rest as { events: readonly RepositoryEvent[] }).events;
};

const check = (hook: Hook, header: string, common: Partial<RepositoryEvent>, rows: readonly Row[]) =>
  test.each(rows)('%s becomes an event with every field', (_title, event, body, expected) => {
    const whole = { provider: hook.provider, changedFiles: 'unknown', fork: false, ...common, ...expected };
    expect(parsed(hook, header, event, body)).toEqual([whole]);
  });

const SHA = 'c'.repeat(40);

describe('GitHub', () => {
  const body = (event: string, action: string) => {
    const of = (payload: object) => ('action' in payload ? payload.action : 'ref' in payload && payload.ref);
    const payloads = githubPayloads(event).filter((payload) => of(payload) === action);
    return Buffer.from(JSON.stringify(payloads.find((payload) => !('deleted' in payload && payload.deleted))));
  };
  const common = {
    repository: { host: 'github.com', fullName: 'Codertocat/Hello-World', id: '186853002' },
    actorId: '21031067',
  };
  const pull = {
    ref: 'refs/pull/2/head',
    headRef: 'refs/heads/changes',
    baseRef: 'refs/heads/master',
    commit: 'ec26c3e57ca3a959ca5aad62de7213c562f8c821',
    pullRequest: 2,
  };
  const closed = body('pull_request', 'closed');
  const opened = body('pull_request', 'opened');
  const head = ['pull_request', 'head'];
  const master = {
    eventType: 'PUSH' as const,
    ref: 'refs/heads/master',
    headRef: 'refs/heads/master',
    commit: '6113728f27ae82c7b1a177c8d03f9e96e0adf246',
    pushedAt: 1_557_933_657_000,
    commitMessage: 'Initial commit',
  };
  const moved = changed(body('push', 'refs/heads/master'), [['before'], SHA], [['created'], false]);
  const tag = { ref: 'refs/tags/0.0.1', headRef: 'refs/tags/0.0.1', tagName: '0.0.1' };
  const released = body('release', 'released');

  check({ name: 'github', provider: 'github', host: 'github.com' }, 'x-github-event', common, [
    ['an opened pull request', 'pull_request', opened, { ...pull, eventType: 'PULL_REQUEST_CREATED' }],
    [
      'a pull request with new commits',
      'pull_request',
      body('pull_request', 'synchronize'),
      { ...pull, eventType: 'PULL_REQUEST_UPDATED', previousCommit: 'f95f852bd8fca8fcc58a9a2d6c842781e32a215e' },
    ],
    [
      'a reopened pull request',
      'pull_request',
      body('pull_request', 'reopened'),
      { ...pull, eventType: 'PULL_REQUEST_REOPENED' },
    ],
    ['a closed pull request', 'pull_request', closed, { ...pull, eventType: 'PULL_REQUEST_CLOSED' }],
    [
      'a merged pull request',
      'pull_request',
      changed(closed, [['pull_request', 'merged'], true]),
      { ...pull, eventType: 'PULL_REQUEST_MERGED' },
    ],
    [
      'a pull request of a fork',
      'pull_request',
      changed(opened, [[...head, 'repo', 'id'], 7]),
      { ...pull, eventType: 'PULL_REQUEST_CREATED', fork: true },
    ],
    [
      'a closed pull request of a fork that is gone',
      'pull_request',
      changed(closed, [[...head, 'repo'], null], [[...head, 'user'], null], [[...head, 'label'], 'unknown:changes']),
      { ...pull, eventType: 'PULL_REQUEST_CLOSED', fork: true },
    ],
    ['a new branch', 'push', body('push', 'refs/heads/master'), master],
    ['a push', 'push', moved, { ...master, previousCommit: SHA, changedFiles: ['README.md'] }],
    ['a forced push', 'push', changed(moved, [['forced'], true]), { ...master, previousCommit: SHA }],
    [
      'a new tag',
      'push',
      body('push', 'refs/tags/simple-tag'),
      {
        ...master,
        ref: 'refs/tags/simple-tag',
        headRef: 'refs/tags/simple-tag',
        tagName: 'simple-tag',
        commitMessage: 'Adding a .gitignore file',
      },
    ],
    [
      'an annotated tag, whose own id is no commit',
      'push',
      changed(body('push', 'refs/tags/simple-tag'), [['after'], SHA]),
      {
        ...master,
        ref: 'refs/tags/simple-tag',
        headRef: 'refs/tags/simple-tag',
        tagName: 'simple-tag',
        commitMessage: 'Adding a .gitignore file',
      },
    ],
    ['a release', 'release', released, { ...tag, eventType: 'RELEASED' }],
    [
      'a release with a name',
      'release',
      changed(released, [['release', 'name'], 'The first']),
      { ...tag, eventType: 'RELEASED', releaseName: 'The first' },
    ],
    ['a prerelease', 'release', body('release', 'prereleased'), { ...tag, eventType: 'PRERELEASED' }],
  ]);
});

describe('GitLab', () => {
  const repository = { host: 'gitlab.com', fullName: 'anbraten/woodpecker', id: '32059612' };
  const update = fixture('gitlab/merge-request-update.json');
  const attribute = (name: string) => ['object_attributes', name];
  const merge = {
    repository,
    ref: 'refs/pull/3/head',
    headRef: 'refs/heads/anbraten-main-patch-05373',
    baseRef: 'refs/heads/main',
    commit: 'c136499ec574e1034b24c5d306de9acda3005367',
    actorId: '2251488',
    commitMessage: 'Update folder/todo.txt',
    pullRequest: 3,
  };
  const acting = (action: string, ...changes: Parameters<typeof changed>[1][]) =>
    changed(update, [attribute('action'), action], [attribute('oldrev'), undefined], ...changes);
  const pushed = {
    eventType: 'PUSH' as const,
    repository: { host: 'gitlab.com', fullName: 'test/woodpecker', id: '2' },
    ref: 'refs/heads/main',
    headRef: 'refs/heads/main',
    commit: '16862e368d8ab812e48833b741dad720d6e2cb7f',
    actorId: '2',
    commitMessage: 'Update main.go',
  };
  const release = {
    eventType: 'RELEASED' as const,
    repository: { host: 'gitlab.com', fullName: 'anbratens-test/ci', id: '32521798' },
    actorId: '',
    ref: 'refs/tags/0.0.2',
    headRef: 'refs/tags/0.0.2',
    commit: '0b8c02955ba445ea70d22824d9589678852e2b93',
    commitMessage: 'Initial commit',
    tagName: '0.0.2',
    releaseName: 'Awesome version 0.0.2',
  };

  check({ name: 'gitlab', provider: 'gitlab', host: 'gitlab.com' }, 'x-gitlab-event', {}, [
    [
      'a merge request with new commits',
      '',
      update,
      { ...merge, eventType: 'PULL_REQUEST_UPDATED', previousCommit: '8b641937b7340066d882b9d8a8cc5b0573a207de' },
    ],
    ['an opened merge request', '', acting('open'), { ...merge, eventType: 'PULL_REQUEST_CREATED' }],
    ['a reopened merge request', '', acting('reopen'), { ...merge, eventType: 'PULL_REQUEST_REOPENED' }],
    ['a closed merge request', '', acting('close'), { ...merge, eventType: 'PULL_REQUEST_CLOSED' }],
    ['a merged merge request', '', acting('merge'), { ...merge, eventType: 'PULL_REQUEST_MERGED' }],
    [
      'a merge request of a fork',
      '',
      acting('open', [attribute('source_project_id'), 7]),
      { ...merge, eventType: 'PULL_REQUEST_CREATED', fork: true, headRepositoryId: '7' },
    ],
    [
      'a closed merge request of a fork that is gone',
      '',
      acting('close', [attribute('source_project_id'), null], [attribute('source'), null]),
      { ...merge, eventType: 'PULL_REQUEST_CLOSED', fork: true },
    ],
    [
      'a push',
      '',
      fixture('gitlab/push.json'),
      { ...pushed, previousCommit: 'ffe8eb4f91d1fe6bc49f1e610e50e4b5767f0104', changedFiles: ['cmd/cli/main.go'] },
    ],
    [
      'an annotated tag',
      '',
      fixture('gitlab/tag-push.json'),
      { ...pushed, ref: 'refs/tags/v22', headRef: 'refs/tags/v22', tagName: 'v22' },
    ],
    ['a release', '', fixture('gitlab/release-create.json'), release],
    ['an updated release', '', changed(fixture('gitlab/release-create.json'), [['action'], 'update']), release],
  ]);
});

describe('Bitbucket Cloud', () => {
  const created = fixture('bitbucket/pullrequest-created.json');
  const pull = {
    repository: { host: 'bitbucket.org', fullName: 'brydzewski/foo', id: '{bc771cbf-829e-4c4b-b71f-a0eb3ac2b860}' },
    actorId: '557058:2a6349dc-4346-4805-bd84-3abdd0812d17',
    ref: 'refs/pull/1/head',
    headRef: 'refs/heads/feature/develop',
    baseRef: 'refs/heads/master',
    pullRequest: 1,
  };
  const source = ['pullrequest', 'source'];
  const whole = changed(created, [[...source, 'commit', 'hash'], SHA]);

  check({ name: 'bitbucket', provider: 'bitbucket', host: 'bitbucket.org' }, 'x-event-key', {}, [
    ['a created pull request', 'pullrequest:created', created, { ...pull, eventType: 'PULL_REQUEST_CREATED' }],
    ['an updated pull request', 'pullrequest:updated', created, { ...pull, eventType: 'PULL_REQUEST_UPDATED' }],
    ['a merged pull request', 'pullrequest:fulfilled', created, { ...pull, eventType: 'PULL_REQUEST_MERGED' }],
    ['a declined pull request', 'pullrequest:rejected', created, { ...pull, eventType: 'PULL_REQUEST_CLOSED' }],
    [
      'a pull request of a fork with its whole commit',
      'pullrequest:created',
      changed(whole, [[...source, 'repository', 'uuid'], '{another}']),
      { ...pull, eventType: 'PULL_REQUEST_CREATED', fork: true, commit: SHA },
    ],
    [
      'a declined pull request of a fork that is gone',
      'pullrequest:rejected',
      changed(whole, [[...source, 'repository'], null]),
      { ...pull, eventType: 'PULL_REQUEST_CLOSED', fork: true, commit: SHA },
    ],
    [
      'a push',
      'repo:push',
      fixture('bitbucket/repo-push.json'),
      {
        eventType: 'PUSH',
        repository: {
          host: 'bitbucket.org',
          fullName: 'team_name/repo_name',
          id: '{673a6070-3421-46c9-9d48-90745f7bfe8e}',
        },
        actorId: '{a54f16da-24e9-4d7f-a3a7-b1ba2cd98aa3}',
        ref: 'refs/heads/name-of-branch',
        headRef: 'refs/heads/name-of-branch',
        commit: '709d658dc5b6d6afcd46049c2f332ee3f515a67d',
        previousCommit: '1e65c05c1d5171631d92438a13901ca7dae9618c',
        commitMessage: 'new commit message\n',
      },
    ],
  ]);
});

describe('Bitbucket Data Center', () => {
  const opened = fixture('bitbucket-data-center/pr-opened-from-fork.json');
  const ended = changed(opened, [['pullRequest', 'fromRef', 'id'], 'refs/heads/topic']);
  const common = {
    repository: { host: 'bb.acme.io', fullName: 'scm/DEV/deployment-automation', id: '1684' },
  };
  const pull = {
    actorId: '13581',
    ref: 'refs/pull/114/head',
    headRef: 'refs/heads/master',
    baseRef: 'refs/heads/master',
    commit: '716e510cecbe203618609cf103c54e040b949739',
    fork: true,
    pullRequest: 114,
  };
  const topic = { ...pull, headRef: 'refs/heads/topic' };

  check({ name: 'bbdc', provider: 'bitbucket', host: 'bb.acme.io' }, 'x-event-key', common, [
    ['a pull request of a fork', 'pr:opened', opened, { ...pull, eventType: 'PULL_REQUEST_CREATED' }],
    [
      'a pull request of the repository itself',
      'pr:opened',
      changed(opened, [['pullRequest', 'fromRef', 'repository', 'id'], 1684]),
      { ...pull, eventType: 'PULL_REQUEST_CREATED', fork: false },
    ],
    [
      'a pull request with new commits',
      'pr:from_ref_updated',
      changed(ended, [['previousFromHash'], SHA]),
      { ...topic, eventType: 'PULL_REQUEST_UPDATED', previousCommit: SHA },
    ],
    ['a reopened pull request', 'pr:reopened', ended, { ...topic, eventType: 'PULL_REQUEST_REOPENED' }],
    ['a merged pull request', 'pr:merged', ended, { ...topic, eventType: 'PULL_REQUEST_MERGED' }],
    [
      'a declined pull request of a fork that is gone',
      'pr:declined',
      changed(ended, [['pullRequest', 'fromRef', 'repository'], null]),
      { ...topic, eventType: 'PULL_REQUEST_CLOSED' },
    ],
    [
      'a push',
      'repo:refs_changed',
      fixture('bitbucket-data-center/refs-changed.json'),
      {
        eventType: 'PUSH',
        actorId: '14570',
        ref: 'refs/heads/renovate-all',
        headRef: 'refs/heads/renovate-all',
        commit: '76797d54bca87db6d1e3e82ee40622c7908aa514',
        previousCommit: 'e0e15221b987fd8296141c0faa6a79f7c86ca4ce',
        pushedAt: 1_758_586_555_000,
        commitMessage: 'chore(deps): update all',
      },
    ],
  ]);
});

const synchronized = fixture('gitea/pull-request-synchronized.json');
const acting = (action: string, ...changes: Parameters<typeof changed>[1][]) =>
  changed(synchronized, [['action'], action], ...changes);
const head = ['pull_request', 'head'];

/** Forgejo sends the same payloads as Gitea, with its own headers. */
describe.each(['Gitea', 'Forgejo'])('%s', (product) => {
  const pull = {
    repository: { host: 'git.acme.io', fullName: 'Test-CI/multi-line-secrets', id: '6' },
    actorId: '1',
    ref: 'refs/pull/2/head',
    headRef: 'refs/heads/test-patch-1',
    baseRef: 'refs/heads/main',
    commit: '788ed8d02d3b7fcfcf6386dbcbca696aa1d4dc25',
    pullRequest: 2,
  };
  const pushed = {
    eventType: 'PUSH' as const,
    repository: { host: 'git.acme.io', fullName: 'gogits/hello-world', id: '61' },
    actorId: '1',
    ref: 'refs/heads/master',
    headRef: 'refs/heads/master',
    commit: '4522cbcefc20728a5b72b3a86af35e608622c514',
    commitMessage: 'Updated readme\n',
  };
  const push = changed(fixture('gitea/push-2017.json'), [['total_commits'], 1]);
  const release = {
    repository: { host: 'git.acme.io', fullName: 'anbraten/demo', id: '77' },
    actorId: '1',
    ref: 'refs/tags/0.0.5',
    headRef: 'refs/tags/0.0.5',
    tagName: '0.0.5',
    releaseName: 'Version 0.0.5',
  };

  check({ name: 'gitea', provider: 'gitea', host: 'git.acme.io' }, `x-${product.toLowerCase()}-event`, {}, [
    ['a pull request with new commits', 'pull_request', synchronized, { ...pull, eventType: 'PULL_REQUEST_UPDATED' }],
    ['an opened pull request', 'pull_request', acting('opened'), { ...pull, eventType: 'PULL_REQUEST_CREATED' }],
    ['a reopened pull request', 'pull_request', acting('reopened'), { ...pull, eventType: 'PULL_REQUEST_REOPENED' }],
    ['a closed pull request', 'pull_request', acting('closed'), { ...pull, eventType: 'PULL_REQUEST_CLOSED' }],
    [
      'a merged pull request',
      'pull_request',
      acting('closed', [['pull_request', 'merged'], true]),
      { ...pull, eventType: 'PULL_REQUEST_MERGED' },
    ],
    [
      'a pull request of a fork',
      'pull_request',
      acting('opened', [[...head, 'repo_id'], 7]),
      { ...pull, eventType: 'PULL_REQUEST_CREATED', fork: true },
    ],
    [
      'a closed pull request of a fork that is gone',
      'pull_request',
      acting('closed', [[...head, 'repo_id'], -1], [[...head, 'ref'], 'refs/pull/2/head'], [[...head, 'repo'], null]),
      { ...pull, eventType: 'PULL_REQUEST_CLOSED', fork: true },
    ],
    [
      'a push',
      'push',
      push,
      { ...pushed, previousCommit: '9836a96a253cce25d17988fcf41b8c4205cf779f', changedFiles: ['README.md'] },
    ],
    [
      'an annotated tag, whose own id is no commit',
      'push',
      changed(
        push,
        [['ref'], 'refs/tags/v1'],
        [['before'], '0'.repeat(40)],
        [['after'], SHA],
        [['commits'], []],
        [['head_commit'], { id: pushed.commit, message: 'Updated readme\n' }],
      ),
      { ...pushed, ref: 'refs/tags/v1', headRef: 'refs/tags/v1', tagName: 'v1' },
    ],
    [
      'a new branch',
      'push',
      fixture('forgejo/push-new-branch.json'),
      {
        eventType: 'PUSH',
        repository: { host: 'git.acme.io', fullName: 'meisam/woodpecktester', id: '50820' },
        actorId: '2628',
        ref: 'refs/heads/fdsafdsa',
        headRef: 'refs/heads/fdsafdsa',
        commit: '28c3613ae62640216bea5e7dc71aa65356e4298b',
        commitMessage: "Delete '.woodpecker/.check.yml'\n",
      },
    ],
    ['a release', 'release', fixture('gitea/release-published.json'), { ...release, eventType: 'RELEASED' }],
    [
      'a prerelease',
      'release',
      changed(fixture('gitea/release-published.json'), [['release', 'prerelease'], true]),
      { ...release, eventType: 'PRERELEASED' },
    ],
  ]);
});

describe('Gogs', () => {
  check({ name: 'gogs', provider: 'gitea', host: 'git.acme.io' }, 'x-gogs-event', { eventType: 'PUSH', actorId: '1' }, [
    [
      'a push, which does not say how many commits there are',
      'push',
      fixture('gogs/push.json'),
      {
        repository: { host: 'git.acme.io', fullName: 'gogits/hello-world', id: '61' },
        ref: 'refs/heads/master',
        headRef: 'refs/heads/master',
        commit: '4522cbcefc20728a5b72b3a86af35e608622c514',
        previousCommit: '9836a96a253cce25d17988fcf41b8c4205cf779f',
        commitMessage: 'Updated readme\n',
      },
    ],
    [
      'a created tag',
      'create',
      fixture('gitea/create-tag.json'),
      {
        repository: { host: 'git.acme.io', fullName: 'gordon/hello-world', id: '12' },
        ref: 'refs/tags/v1.0.0',
        headRef: 'refs/tags/v1.0.0',
        commit: 'ef98532add3b2feb7a137426bba1248724367df5',
        tagName: 'v1.0.0',
      },
    ],
  ]);
});
