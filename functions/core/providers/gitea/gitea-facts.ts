import type { Facts } from '../facts.ts';

/** Of Forgejo, Gitea and Gogs. The younger ones send the older one's headers as well. https://docs.gitea.com/usage/webhooks */
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
      'Custom events: Push (of Gogs also Create, for tags), and for builds of them Pull Request, its Synchronized, and Release',
  },
} as const satisfies Facts;
