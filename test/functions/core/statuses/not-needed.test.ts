import { describe, expect, test } from 'vitest';
import { indexConfiguration, type Filter, type Project } from '../../../../functions/core/configuration.ts';
import type { RepositoryEvent } from '../../../../functions/core/repository-event.ts';
import { headAsPush, notNeeded } from '../../../../functions/core/statuses/not-needed.ts';
import type { StatusMode } from '../../../../functions/core/vocabulary.ts';
import { match } from '../../../../functions/core/webhook/match.ts';
import { pushEvent } from '../../push-event.ts';

const filter = (type: Filter['type'], pattern: string, excludeMatchedPattern = false): Filter => ({
  type,
  pattern,
  excludeMatchedPattern,
});
const PUSHES = filter('EVENT', 'PUSH');
const HEADS = filter('EVENT', 'PULL_REQUEST_CREATED, PULL_REQUEST_UPDATED');
const MAIN = filter('HEAD_REF', '^refs/heads/main$');
const API = filter('FILE_PATH', '^api/');

const pullRequest: RepositoryEvent = {
  ...pushEvent(),
  eventType: 'PULL_REQUEST_CREATED',
  ref: 'refs/pull/7/head',
  headRef: 'refs/heads/feature',
  baseRef: 'refs/heads/main',
  changedFiles: 'unknown',
  pullRequest: 7,
};

async function judge(event: RepositoryEvent, groups: Project['filterGroups'], statuses: StatusMode = 'all') {
  const hook = { name: 'github', provider: 'github', host: 'github.com', credential: 'token', statuses } as const;
  const project: Project = {
    name: 'web',
    sourceType: 'GITHUB',
    repository: { host: 'github.com', fullName: 'acme/web' },
    ...(groups && { filterGroups: groups }),
    badge: { enabled: true },
  };
  const configuration = indexConfiguration({ hooks: [hook], projects: [project] });
  const verdictOf = async (each: RepositoryEvent) => (await match(each, hook, configuration))[0]!;
  const head = headAsPush(event);
  const asPush = head && (await verdictOf(head));
  return notNeeded(event, await verdictOf(event), project, hook, asPush);
}

const files = ['README.md', ...Array.from({ length: 13 }, (_, index) => `docs/${index}.md`)];

describe('a push', () => {
  test('whose files concern no build says so, on its commit', async () => {
    const status = await judge(pushEvent({ changedFiles: files }), [[PUSHES, API]]);
    expect(status).toMatchObject({
      state: 'not needed',
      number: 0,
      description: 'Not needed: FILE_PATH ^api/ matched none of 14 files',
      target: { commit: pushEvent().commit, context: 'pushlight/web' },
    });
  });

  test.each<[string, Partial<RepositoryEvent>, Project['filterGroups'], string]>([
    [
      'of another branch',
      { ref: 'refs/heads/x', headRef: 'refs/heads/x' },
      [[PUSHES, MAIN]],
      'HEAD_REF does not match ^refs/heads/main$',
    ],
    [
      'of an excluded branch',
      {},
      [[PUSHES, { ...MAIN, excludeMatchedPattern: true }]],
      'HEAD_REF is excluded by ^refs/heads/main$',
    ],
    ['with a mark', { commitMessage: 'docs [skip ci]' }, [[PUSHES]], "The head commit's message contains [skip ci]."],
  ])('%s says why', async (_, changes, groups, why) => {
    expect((await judge(pushEvent(changes), groups))?.description).toBe(`Not needed: ${why}`);
  });

  test.each<[string, RepositoryEvent, Project['filterGroups'], StatusMode?]>([
    ['that builds', pushEvent(), [[PUSHES]]],
    ['where only builds are reported', pushEvent({ changedFiles: files }), [[PUSHES, API]], 'builds'],
    ['where nothing is reported', pushEvent({ changedFiles: files }), [[PUSHES, API]], 'none'],
    ['of a project without filters', pushEvent(), undefined],
    ['whose pull request may yet build', pushEvent({ changedFiles: files }), [[PUSHES, API], [HEADS]]],
    ['of a project that builds pull requests alone', pushEvent(), [[HEADS]]],
  ])('%s says nothing', async (_, event, groups, statuses) => {
    expect(await judge(event, groups, statuses)).toBe(undefined);
  });
});

describe('a pull request', () => {
  const DEVELOP = filter('BASE_REF', '^refs/heads/develop$');

  test('into another branch says so', async () => {
    expect((await judge(pullRequest, [[HEADS, DEVELOP]]))?.description).toBe(
      'Not needed: BASE_REF does not match ^refs/heads/develop$',
    );
    expect(
      await judge(pullRequest, [
        [PUSHES, MAIN],
        [HEADS, DEVELOP],
      ]),
    ).toBeDefined();
  });

  test('says nothing where the push of its head builds', async () => {
    expect(await judge(pullRequest, [[PUSHES], [HEADS, DEVELOP]])).toBe(undefined);
  });

  test('of a fork never passes because its policy holds it back', async () => {
    expect(await judge({ ...pullRequest, fork: true }, [[HEADS]])).toBe(undefined);
  });

  test('that was closed says nothing', async () => {
    expect(await judge({ ...pullRequest, eventType: 'PULL_REQUEST_CLOSED' }, [[HEADS]])).toBe(undefined);
  });
});
