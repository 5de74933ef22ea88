import { describe, expect, test } from 'vitest';
import type { Hook } from '../../../../functions/core/configuration.ts';
import { judgeGroup } from '../../../../functions/core/webhook/filters.ts';
import { loadPatternSearch } from '../../../../functions/core/webhook/pattern-search.ts';
import { github } from '../../../../functions/core/providers/github/github.ts';
import { filter } from '../filter.ts';
import { fixture } from './fixture.ts';
import { githubExamples, githubPayloads } from './github-examples.ts';

const hook: Hook = { name: 'github', provider: 'github', host: 'github.com' };
const delivery = (event: string, payload: unknown) => ({
  headers: { 'x-github-event': event },
  body: Buffer.from(JSON.stringify(payload)),
});

describe('parse', () => {
  test("reads every push in GitHub's examples", () => {
    const pushes = githubPayloads('push');
    expect(pushes.length).toBeGreaterThan(5);
    for (const payload of pushes) {
      const parsed = github.parse(delivery('push', payload), hook);
      const deleted = 'deleted' in payload && payload.deleted;
      expect(parsed.kind).toBe(deleted ? 'ignored' : 'events');
    }
  });

  test('creates one event for a push, with the host of the hook and not that of the payload', () => {
    const payload = githubPayloads('push').find((each) => 'ref' in each && each.ref === 'refs/heads/master');
    const parsed = github.parse(delivery('push', payload), { ...hook, host: 'git.acme.io' });
    expect(parsed).toMatchObject({
      kind: 'events',
      events: [
        {
          eventType: 'PUSH',
          repository: { host: 'git.acme.io', fullName: 'Codertocat/Hello-World', id: '186853002' },
          ref: 'refs/heads/master',
          headRef: 'refs/heads/master',
          actorId: '21031067',
          fork: false,
        },
      ],
    });
  });

  test("reads every pull request and release in GitHub's examples, and builds those that were opened, changed or released", () => {
    const outcomes = (event: string) =>
      githubPayloads(event).map((payload) => {
        const parsed = github.parse(delivery(event, payload), hook);
        expect(parsed.kind).not.toBe('malformed');
        const { action } = payload as { action: string };
        return `${action}: ${parsed.kind === 'events' ? parsed.events[0]!.eventType : parsed.kind}`;
      });
    const builds = [...outcomes('pull_request'), ...outcomes('release')].filter((each) => !each.endsWith('ignored'));
    expect(new Set(builds)).toEqual(
      new Set([
        'opened: PULL_REQUEST_CREATED',
        'synchronize: PULL_REQUEST_UPDATED',
        'reopened: PULL_REQUEST_REOPENED',
        'closed: PULL_REQUEST_CLOSED',
        'released: RELEASED',
        'prereleased: PRERELEASED',
      ]),
    );
  });

  test('ignores every other event from GitHub with a reason', () => {
    const built = new Set(['push', 'pull_request', 'release']);
    for (const { name, examples } of githubExamples.filter(({ name }) => !built.has(name))) {
      for (const example of examples) {
        expect(github.parse(delivery(name, example), hook)).toMatchObject({ kind: 'ignored' });
      }
    }
    expect(github.parse(delivery('constructor', {}), hook)).toMatchObject({ kind: 'ignored' });
  });

  const push = {
    ref: 'refs/heads/main',
    before: 'a'.repeat(40),
    after: 'b'.repeat(40),
    created: false,
    deleted: false,
    forced: false,
    repository: { id: 7, full_name: 'acme/web', pushed_at: 1 },
    sender: { id: 1 },
    head_commit: { id: 'b'.repeat(40), message: 'x' },
    commits: [],
  };

  test.each([
    [null],
    [[]],
    ['x'],
    [0],
    [{}],
    [{ ...push, ref: 'main' }],
    [{ ...push, ref: 'refs/heads/main\n' }],
    [{ ...push, ref: 'refs/pull/1/head' }],
    [{ ...push, after: 'B'.repeat(40) }],
    [{ ...push, after: 7 }],
    [{ ...push, ref: 'refs/heads/\ud800' }],
    [{ ...push, repository: { ...push.repository, full_name: 'acme/\udfff' } }],
    [{ ...push, repository: { ...push.repository, id: '7' } }],
    [{ ...push, repository: { ...push.repository, id: 1.5 } }],
    [{ ...push, repository: { ...push.repository, id: 2 ** 53 } }],
    [{ ...push, repository: { ...push.repository, id: -1 } }],
  ])('reports what is wrong with %j', (payload) => {
    expect(github.parse(delivery('push', payload), hook)).toMatchObject({ kind: 'malformed' });
  });

  describe('the files of a push', () => {
    const touched = { id: 'b'.repeat(40), message: 'x', added: ['a.ts'], modified: ['b.ts'], removed: ['c.ts'] };
    const moved = { ...push, commits: [touched] };
    const files = (payload: unknown) => {
      const parsed = github.parse(delivery('push', payload), hook);
      return parsed.kind === 'events' && parsed.events[0]?.changedFiles;
    };

    test.each([
      ['that adds commits', moved],
      [
        'whose second commit changes nothing',
        { ...moved, commits: [touched, { ...touched, added: [], modified: null, removed: [] }] },
      ],
    ])('%s are known', (_what, payload) => {
      expect(files(payload)).toEqual(expect.arrayContaining(['a.ts', 'b.ts', 'c.ts']));
    });

    test.each([
      ['without commits', { ...moved, commits: [] }],
      ['of a moved tag', { ...moved, ref: 'refs/tags/v1', commits: [] }],
      ['with null for commits', { ...moved, commits: null }],
      ['of a new branch', { ...moved, created: true }],
      ['that was forced', { ...moved, forced: true }],
      [
        'of as many commits as GitHub lists at most',
        { ...moved, commits: Array.from({ length: 2048 }, () => touched) },
      ],
      ['with a commit that does not list its files', { ...moved, commits: [touched, { id: 'c', message: 'y' }] }],
      ['with an invalid commit', { ...moved, commits: [touched, null] }],
      ['with a file without a name', { ...moved, commits: [touched, { ...touched, removed: [7] }] }],
      ['with an invalid list of files', { ...moved, commits: [touched, { ...touched, added: 'x' }] }],
      ['of more files than a filter reads', { ...moved, commits: [{ ...touched, added: Array(10_001).fill('x') }] }],
    ])('%s are unknown', (_what, payload) => expect(files(payload)).toBe('unknown'));

    test('of 2,047 commits are known', () => {
      expect(
        files({ ...moved, commits: Array.from({ length: 2047 }, () => ({ ...touched, added: [], removed: [] })) }),
      ).toHaveLength(2047);
    });
  });

  test('a push without commits passes a file filter, since the branch moved to commits that were pushed before', async () => {
    const body = fixture('github/made/push-without-commits.json');
    const parsed = github.parse({ headers: { 'x-github-event': 'push' }, body }, hook);
    expect(parsed).toMatchObject({ events: [{ changedFiles: 'unknown', commitMessage: 'Change' }] });
    const group = [filter('FILE_PATH', '^src/')];
    const [event] = parsed.kind === 'events' ? parsed.events : [];
    expect(judgeGroup(group, event!, await loadPatternSearch(group))).toMatchObject({ passed: true });
  });

  test.each([
    { ...push, after: '0'.repeat(40), head_commit: null },
    { ...push, after: '0'.repeat(64), deleted: false },
    { ...push, deleted: true },
  ])('a deleted ref starts nothing: %j', (payload) => {
    expect(github.parse(delivery('push', payload), hook)).toEqual({
      kind: 'ignored',
      reason: '"refs/heads/main" was deleted.',
    });
  });

  test('refuses a body that is not JSON, and JSON with a million levels', () => {
    const parse = (text: string) =>
      github.parse({ headers: { 'x-github-event': 'push' }, body: Buffer.from(text) }, hook);
    expect(parse('{')).toMatchObject({ kind: 'malformed' });
    expect(parse('['.repeat(1e6) + ']'.repeat(1e6))).toMatchObject({ kind: 'malformed' });
    expect(parse('{"__proto__":{"polluted":true}}')).toMatchObject({ kind: 'malformed' });
    expect(({} as { polluted?: true }).polluted).toBeUndefined();
  });

  test.each([
    [1_557_933_565, 1_557_933_565_000],
    ['2019-05-15T15:19:25Z', 1_557_933_565_000],
    [1_557_933_565.25, 1_557_933_565_250],
    [undefined, undefined],
    ['yesterday', undefined],
    [0, undefined],
    [-1, undefined],
    [1e300, undefined],
  ])('a push with the pushed_at %j has the time %j', (pushed_at, pushedAt) => {
    const parsed = github.parse(delivery('push', { ...push, repository: { ...push.repository, pushed_at } }), hook);
    expect(parsed.kind === 'events' && parsed.events[0]!.pushedAt).toBe(pushedAt);
  });

  test('only a push has a time: that in a pull request or release is the time of some earlier push', () => {
    for (const event of ['pull_request', 'release']) {
      for (const payload of githubPayloads(event)) {
        const parsed = github.parse(delivery(event, payload), hook);
        for (const one of parsed.kind === 'events' ? parsed.events : []) expect(one).not.toHaveProperty('pushedAt');
      }
    }
  });

  test('gives the same bytes the same identity, and any other bytes another', () => {
    const identity = (payload: unknown) => {
      const parsed = github.parse(delivery('push', payload), hook);
      return parsed.kind === 'events' ? parsed.identity : undefined;
    };
    expect(identity(push)).toBe(identity(push));
    expect(identity(push)).not.toBe(identity({ ...push, repository: { ...push.repository, pushed_at: 2 } }));
  });
});
