import type { Facts } from '../facts.ts';

/** https://docs.github.com/webhooks/webhook-events-and-payloads#delivery-headers */
export const githubFacts = {
  host: 'github.com',
  // https://docs.github.com/en/authentication/troubleshooting-ssh/using-ssh-over-the-https-port
  sshHost: 'ssh.github.com',
  headers: {
    event: ['x-github-event'],
    deliveryId: ['x-github-delivery'],
    // X-Hub-Signature is not used, because it uses SHA-1.
    signature: ['x-hub-signature-256'],
  },
  pushEvent: 'push',
  pullRequestHasMessage: false,
  setup: {
    page: 'Settings > Webhooks > Add webhook',
    credential:
      'a fine-grained personal access token for these repositories with the permission Commit statuses: Read and write',
    secret: 'Secret',
    fields: ['Content type: application/json'],
    events:
      'Let me select individual events: Pushes; to build pull requests and releases, also Pull requests and Releases',
  },
} as const satisfies Facts;
