import type { Hook } from '../../functions/core/configuration.ts';
import type { Provider } from '../../functions/core/vocabulary.ts';

interface Settings {
  /** Where on the Git host. */
  readonly page: string;
  /** What the host calls the secret. */
  readonly secret: string;
  /** Other fields, as the host calls them. */
  readonly fields: readonly string[];
  /** What to choose, and what for. */
  readonly events: string;
}

/** In the hosts' own words. */
const SETTINGS: Readonly<Record<Provider, Settings>> = {
  github: {
    page: 'Settings > Webhooks > Add webhook',
    secret: 'Secret',
    fields: ['Content type: application/json'],
    events: 'Let me select individual events: Pushes, and for builds of them Pull requests and Releases',
  },
  gitlab: {
    page: 'Settings > Webhooks > Add new webhook',
    secret: 'Signing token',
    fields: [],
    events: 'Trigger: Push events, Tag push events, and for builds of them Merge request events and Releases events',
  },
  bitbucket: {
    page: 'Repository settings > Webhooks > Add webhook',
    secret: 'Secret',
    fields: ['Status: Active'],
    events: 'Triggers: Repository Push, and for builds of them Pull Request Created, Updated, Merged and Declined',
  },
  gitea: {
    page: 'Settings > Webhooks > Add Webhook > Gitea (or Forgejo, or Gogs)',
    secret: 'Secret',
    fields: ['HTTP method: POST', 'Content type: application/json'],
    events:
      'Custom events: Push (of Gogs also Create, for tags), and for builds of them Pull Request, its Synchronized, and Release',
  },
};

/**
 * What to set on the host of a hook, a line each.
 *
 * @param url of the hook's endpoint
 * @param makeSecret the command that makes its secret
 */
export function hookSettings(hook: Hook, url: string, makeSecret: string): readonly string[] {
  const { page, fields, events } = SETTINGS[hook.provider];
  return [
    `  ${page}`,
    `  URL: ${url}`,
    ...fields.map((field) => `  ${field}`),
    `  ${secretField(hook)}: what ${makeSecret} prints`,
    `  ${events}`,
  ];
}

/** What the host of a hook calls its secret: "Signing token". */
export const secretField = ({ provider, verification }: Hook): string =>
  verification === 'token' ? 'Secret token' : SETTINGS[provider].secret;
