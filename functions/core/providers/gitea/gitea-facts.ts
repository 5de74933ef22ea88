import type { Facts } from '../facts.ts';

/**
 * Forgejo, Gitea and Gogs. The newer ones also send the headers of the older ones.
 * https://docs.gitea.com/usage/webhooks
 */
export const giteaFacts = {
  headers: {
    event: ['x-forgejo-event', 'x-gitea-event', 'x-gogs-event'],
    deliveryId: ['x-forgejo-delivery', 'x-gitea-delivery', 'x-gogs-delivery'],
    signature: ['x-forgejo-signature', 'x-gitea-signature', 'x-gogs-signature'],
  },
  pushEvent: 'push',
  pullRequestHasMessage: false,
  setup: {
    page: 'Settings > Webhooks > Add Webhook > Gitea (or Forgejo, or Gogs)',
    credential: 'an access token with the scope `write:repository`',
    secret: 'Secret',
    fields: ['HTTP method: POST', 'Content type: application/json'],
    events:
      'Custom events: Push (on Gogs also Create, for tags); to build pull requests and releases, also Pull Request, Pull Request Synchronized and Release',
  },
} as const satisfies Facts;
