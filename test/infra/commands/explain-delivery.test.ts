import { expect, test } from 'vitest';
import { indexConfiguration, type Hook } from '../../../functions/core/configuration.ts';
import { describeExplanation } from '../../../infra/commands/printing/describe-explanation.ts';
import { explainDelivery } from '../../../infra/commands/explain-delivery.ts';
import { compiledProjects } from '../../../infra/projects-file/compiled-projects.ts';
import { readProjectsFile } from '../../../infra/projects-file/read-projects-file.ts';
import { changed, fixture } from '../../functions/core/providers/fixture.ts';
import { githubPayloads } from '../../functions/core/providers/github-examples.ts';

const hook: Hook = { name: 'github', provider: 'github', host: 'github.com' };
const GITHUB_PUSH = githubPayloads('push').find((push) => 'deleted' in push && push.deleted === false);

const explain = (payload: unknown, eventName?: string) =>
  explainDelivery(
    Buffer.from(JSON.stringify(payload)),
    eventName,
    hook,
    indexConfiguration({ hooks: [hook], projects: [] }),
  );

test('an event that starts no builds is reported as such', async () => {
  const explanation = await explain(githubPayloads('ping')[0], 'ping');
  expect(explanation).toMatchObject({ ignored: expect.any(String) as string, events: [] });
  expect(describeExplanation(explanation)).toMatch(/^Nothing would start: /);
});

test('refs that start nothing are listed after the event', async () => {
  const cloud: Hook = { name: 'bitbucket', provider: 'bitbucket', host: 'bitbucket.org' };
  const body = fixture('bitbucket/made/push-annotated-tag-beside-branch.json');
  const deleting = changed(
    body,
    [['push', 'changes', 1, 'new'], null],
    [['push', 'changes', 1, 'old'], { name: 'v0' }],
  );
  const configuration = indexConfiguration({ hooks: [cloud], projects: [] });
  const explanation = await explainDelivery(deleting, 'repo:push', cloud, configuration);
  expect(explanation).toMatchObject({ ignored: '"v0" was deleted.', events: [{ event: { ref: 'refs/heads/main' } }] });
  const text = describeExplanation(explanation);
  expect(text).toMatch(
    /^PUSH of bitbucket\.org\/acme\/web[^]*\n\nThe rest of the delivery would start nothing: "v0" was deleted\.$/,
  );
});

test('an account that the payload does not name is shown as unknown', async () => {
  expect(describeExplanation(await explain({ ...GITHUB_PUSH, sender: null }))).toContain(', by an unknown account,');
});

test.each([
  [[], '0 changed files'],
  [['a'], '1 changed file'],
  [['a', 'b'], '2 changed files'],
])('changed files %j are counted', async (added, text) => {
  const commits = [{ id: (GITHUB_PUSH as { readonly after?: string }).after, added, removed: [], modified: [] }];
  const push = { ...GITHUB_PUSH, created: false, forced: false, commits };
  expect(describeExplanation(await explain(push))).toMatch(new RegExp(`, ${text}\n`));
});

test.each([
  ['github', 'github.com', 'pushed', 'push, pull_request, release'],
  ['github', 'github.com', 'constructor', 'push, pull_request, release'],
  ['gitlab', 'gitlab.com', 'push', 'Push Hook, Tag Push Hook, Merge Request Hook, Release Hook'],
  ['bitbucket', 'bitbucket.org', 'push', 'repo:push, pullrequest:created, pullrequest:updated'],
  ['gitea', 'acme.io', '', 'push, pull_request, release'],
] as const)(
  'for a hook of %s at %s, --event %j is refused with the allowed events',
  async (provider, host, event, allowed) => {
    const own: Hook = { name: 'own', provider, host };
    const configuration = indexConfiguration({ hooks: [own], projects: [] });
    await expect(explainDelivery(Buffer.from('{}'), event, own, configuration)).rejects.toThrow(
      `--event "${event}" is not an event of ${provider} (allowed: ${allowed}`,
    );
  },
);

test('a repository without a project is named', async () => {
  const text = describeExplanation(await explain(GITHUB_PUSH));
  expect(text).toContain('no project in the projects file has the repository github.com/Codertocat/Hello-World');
});

test('a payload of another event is refused with what is wrong', async () => {
  await expect(explain({ ref: 7 })).rejects.toThrow('Not a push of GitHub: ref: Expected string but received 7');
});

const DATA_CENTER_PUSH = fixture('bitbucket-data-center/refs-changed.json');

test.each([
  ['github', 'github.com', 'git@github.com:codertocat/hello-world', 'push', Buffer.from(JSON.stringify(GITHUB_PUSH))],
  ['gitlab', 'acme.io:8443', 'ssh://git@acme.io:2222/test/woodpecker.git', 'Push Hook', fixture('gitlab/push.json')],
  [
    'bitbucket',
    'bitbucket.org',
    'git@bitbucket.org:team_name/repo_name',
    'repo:push',
    fixture('bitbucket/repo-push.json'),
  ],
  ['bitbucket', 'acme.io', 'https://acme.io/scm/dev/deployment-automation.git', 'repo:refs_changed', DATA_CENTER_PUSH],
  [
    'bitbucket',
    'acme.io:8443',
    'ssh://git@acme.io:7999/dev/deployment-automation.git',
    'repo:refs_changed',
    DATA_CENTER_PUSH,
  ],
  ['gitea', 'acme.io', 'https://acme.io/gogits/hello-world', 'push', fixture('gitea/push-2017.json')],
])(
  'a push of a %s at %s reaches the project whose repository is %s',
  async (provider, host, repository, event, body) => {
    const read = readProjectsFile(`webhooks: { own: { provider: ${provider}, host: "${host}" } }
projects: [{ name: web, arn: "arn:aws:codebuild:us-east-1:123456789012:project/web", source: { type: NO_SOURCE }, repository: "${repository}", webhook: { filterGroups: [[{ type: EVENT, pattern: PUSH }]] } }]`);
    if ('problems' in read) throw new Error(JSON.stringify(read.problems));
    const configuration = indexConfiguration(compiledProjects(read));
    const { events } = await explainDelivery(body, event, configuration.hooks.get('own')!, configuration);
    expect(events[0]?.projects).toMatchObject([{ name: 'web', verdict: 'would-queue' }]);
  },
);
