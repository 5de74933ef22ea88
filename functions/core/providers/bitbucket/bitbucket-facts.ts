import type { Facts } from '../facts.ts';

/**
 * https://support.atlassian.com/bitbucket-cloud/docs/event-payloads/
 * https://confluence.atlassian.com/bitbucketserver/event-payload-938025882.html
 */
export const bitbucketFacts = {
  /** Bitbucket Cloud; an instance at another host is Bitbucket Data Center. */
  host: 'bitbucket.org',
  sshHost: 'altssh.bitbucket.org',
  headers: {
    event: ['x-event-key'],
    // Cloud's header, then Data Center's.
    deliveryId: ['x-request-uuid', 'x-request-id'],
    // GitHub uses this name for SHA-1, but here it is SHA-256.
    signature: ['x-hub-signature'],
  },
  pushEvent: 'repo:push',
  pullRequestHasMessage: false,
  setup: {
    page: 'Repository settings > Webhooks > Add webhook',
    credential:
      'a repository access token with the scope Repositories: Read; on Data Center, an HTTP access token with Repository read',
    secret: 'Secret',
    fields: ['Status: Active'],
    events:
      'Triggers: Repository Push; to build pull requests, also Pull Request Created, Updated, Merged and Declined',
  },
} as const satisfies Facts;
