import { expect, test } from 'vitest';
import type { Hook } from '../../../functions/core/configuration.ts';
import { describeDeployment } from '../../../infra/deployment/describe-deployment.ts';

const API = 'https://a1.execute-api.eu-west-1.amazonaws.com';
const describe = (...hooks: readonly Hook[]): string =>
  describeDeployment({
    projects: { hooks, projects: [], stack: { cdn: false, dashboard: false } },
    outputs: { ApiUrl: API, BadgesUrl: API },
    options: '--stage prod --region eu-west-1',
  });

test.each<[Hook, readonly string[]]>([
  [
    { name: 'github', provider: 'github', host: 'github.com' },
    ['Settings > Webhooks > Add webhook', 'Content type: application/json', 'Secret: ', 'Pushes'],
  ],
  [
    { name: 'lab', provider: 'gitlab', host: 'git.acme.io' },
    ['Settings > Webhooks > Add new webhook', 'Signing token: ', 'Push events and Tag push events'],
  ],
  [
    { name: 'lab', provider: 'gitlab', host: 'git.acme.io', verification: 'token' },
    ['Secret token: ', 'Merge request events'],
  ],
  [{ name: 'bb', provider: 'bitbucket', host: 'bitbucket.org' }, ['Repository settings > Webhooks', 'Repository Push']],
  [{ name: 'tea', provider: 'gitea', host: 'tea.acme.io' }, ['Content type: application/json', 'Custom events: Push']],
])("the settings for $provider are described in the host's words", (hook, told) => {
  const text = describe(hook);
  for (const each of [...told, `URL: ${API}/webhooks/${hook.name}`]) expect(text).toContain(each);
  expect(text).toContain(`npm run secret -- ${hook.name} --stage prod --region eu-west-1`);
});

test('without hooks or public badges, the output says how to add them', () => {
  expect(describe()).toMatch(/no webhooks, so only the API can start builds\.[\s\S]*badge\.badgeEnabled: true/);
});

test('the output says what is left to do for a domain and for alarms by e-mail', () => {
  const text = describeDeployment({
    projects: {
      hooks: [],
      projects: [
        {
          written: { name: 'web', source: { type: 'GITHUB' } },
          compiled: { name: 'web', sourceType: 'GITHUB', badge: { enabled: true } },
        },
      ],
      stack: { cdn: true, dashboard: true, domain: 'badges.acme.io', alarmEmail: 'ops@acme.io' },
    },
    outputs: {
      ApiUrl: API,
      BadgesUrl: 'https://badges.acme.io',
      DomainTarget: 'd1.cloudfront.net',
      DashboardUrl: 'https://console',
    },
    options: '--stage prod --region eu-west-1',
  });
  expect(text).toContain('Create the DNS record badges.acme.io CNAME d1.cloudfront.net');
  expect(text).toContain('Alarms go to ops@acme.io after you confirm');
  expect(text).toContain('  dashboard  https://console\n');
  expect(describe()).not.toContain('dashboard');
  expect(text).toContain(
    '[![web](https://badges.acme.io/badges/web.svg?branch=main)](https://badges.acme.io/badges?project=web)',
  );
});
