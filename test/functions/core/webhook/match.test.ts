import { expect, test } from 'vitest';
import { indexConfiguration, type Hook, type Project } from '../../../../functions/core/configuration.ts';
import { match } from '../../../../functions/core/webhook/match.ts';
import type { RepositoryEvent } from '../../../../functions/core/repository-event.ts';
import { pushEvent } from '../../push-event.ts';
import { webProject } from '../../start-world.ts';
import { filter } from '../filter.ts';

const hook: Hook = { name: 'github', provider: 'github', host: 'github.com' };
const project = (changes: Partial<Project>): Project => ({ ...webProject, ...changes });
const anyPullRequest = [[filter('EVENT', 'PUSH, PULL_REQUEST_CREATED')]];

const verdicts = (projects: readonly Project[], changes: Partial<RepositoryEvent> = {}) =>
  match(pushEvent(changes), hook, indexConfiguration({ hooks: [hook], projects }));

async function verdict(changes: Partial<Project>, event: Partial<RepositoryEvent> = {}) {
  const [{ verdict, reason } = { verdict: 'none', reason: '' }] = await verdicts([project(changes)], event);
  return verdict === 'skipped' ? reason : verdict;
}

test('any passing group queues a build', async () => {
  const filterGroups = [[filter('EVENT', 'RELEASED')], [filter('EVENT', 'PUSH')]];
  const [judged] = await verdicts([project({ filterGroups })]);
  expect(judged).toMatchObject({ verdict: 'queued', reason: 'Filter group 2 passed.' });
  expect(judged?.groups.map(({ passed }) => passed)).toEqual([false, true]);
});

test('a skipped project shows for each group the first filter that failed and the value it saw', async () => {
  const filterGroups = [
    [filter('EVENT', 'RELEASED')],
    [filter('EVENT', 'PUSH'), filter('HEAD_REF', '^refs/tags/')],
    [filter('EVENT', 'PUSH'), filter('BASE_REF', 'main')],
  ];
  expect(await verdict({ filterGroups })).toBe(
    'Group 1: EVENT "PUSH" is not among RELEASED. ' +
      'Group 2: HEAD_REF "refs/heads/main" does not match ^refs/tags/. ' +
      'Group 3: this event has no BASE_REF.',
  );
});

test.each<[Partial<Project>, Partial<RepositoryEvent>, string]>([
  [{ filterGroups: [] }, {}, 'The webhook of the project has no filter groups.'],
  [{ hook: 'github' }, {}, 'queued'],
  [{ hook: 'other' }, {}, 'The project only accepts deliveries of the hook "other".'],
  [{ repositoryId: '7' }, {}, 'queued'],
  [{ repositoryId: '8' }, {}, 'The repository has the id 7, but the project has a different repositoryId.'],
  [{}, { repository: { host: 'github.com', fullName: 'ACME/Web', id: '7' } }, 'queued'],
  [{}, { repository: { host: 'github.example', fullName: 'acme/web', id: '7' } }, 'none'],
  [{}, { commitMessage: 'Typo [skip ci]' }, "The head commit's message contains [skip ci]."],
  [{}, { commitMessage: '[CI Skip] typo' }, "The head commit's message contains [CI Skip]."],
  [{}, { commitMessage: '[no ci]' }, "The head commit's message contains [no ci]."],
  [{}, { commitMessage: '[skip codebuild]' }, "The head commit's message contains [skip codebuild]."],
  [{}, { commitMessage: 'skip ci' }, 'queued'],
  [{ skipCi: false }, { commitMessage: '[skip ci]' }, 'queued'],
])('for the project with %o and the push with %o, the verdict is %s', async (changes, event, expected) => {
  expect(await verdict(changes, event)).toBe(expected);
});

const needsApproval = (policy: string) =>
  `Pull requests need an approval here (pullRequestBuildPolicy ${policy}), but this one has none.`;

test.each<[Project['commentApproval'], boolean, string]>([
  [undefined, false, 'queued'],
  [undefined, true, 'Pull requests of forks start no builds unless pullRequestBuildPolicy allows it.'],
  ['DISABLED', false, 'queued'],
  ['DISABLED', true, 'queued'],
  ['FORK_PULL_REQUESTS', false, 'queued'],
  ['FORK_PULL_REQUESTS', true, needsApproval('FORK_PULL_REQUESTS')],
  ['ALL_PULL_REQUESTS', false, needsApproval('ALL_PULL_REQUESTS')],
  ['ALL_PULL_REQUESTS', true, needsApproval('ALL_PULL_REQUESTS')],
])('with the policy %s, a pull request from a fork (%s) is: %s', async (policy, fork, expected) => {
  const changes = { filterGroups: anyPullRequest, ...(policy && { commentApproval: policy }) };
  const event = { eventType: 'PULL_REQUEST_CREATED', pullRequest: 7, fork, commitMessage: '[skip ci]' } as const;
  expect(await verdict(changes, event)).toBe(expected);
});

test('a project of an organisation, a group or a host receives the events of every repository in it', async () => {
  const scopes = ['', 'acme', 'acme/tools', 'acm', 'acme/web/app'];
  const projects = scopes.map((fullName): Project => {
    const { repository: _, ...others } = webProject;
    return { ...others, name: `of ${fullName}`, scope: { host: 'github.com', fullName } };
  });
  const names = async (fullName: string) =>
    (await verdicts(projects, { repository: { host: 'github.com', fullName, id: '7' } })).map(({ name }) => name);
  expect(await names('acme/web')).toEqual(['of acme', 'of ']);
  expect(await names('acme/Tools/cli')).toEqual(['of acme/tools', 'of acme', 'of ']);
  for (const elsewhere of [
    'acme/../evil/web',
    'acme/./web',
    'acme//web',
    'acme/..\\evil',
    'acme/%2e%2e/evil',
    'acme/web?x',
    '/web',
    'acme/',
    '',
  ]) {
    expect(await names(elsewhere)).toEqual([]);
  }
});

test('the cost of an event does not grow with the projects of other repositories', async () => {
  const looks = { count: 0 };
  const watched = (one: Project): Project =>
    new Proxy(one, { get: (target, key) => ((looks.count += 1), Reflect.get(target, key) as unknown) });
  const cost = async (number: number) => {
    const others = Array.from({ length: number }, (_, index) =>
      watched(project({ name: `other-${index}`, repository: { host: 'github.com', fullName: `acme/other-${index}` } })),
    );
    const configuration = indexConfiguration({ hooks: [hook], projects: [...others, watched(webProject)] });
    looks.count = 0;
    expect(await match(pushEvent(), hook, configuration)).toHaveLength(1);
    return looks.count;
  };
  expect(await cost(10_000)).toBe(await cost(10));
});
