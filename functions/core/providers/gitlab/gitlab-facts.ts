import type { Facts } from '../facts.ts';

/** https://docs.gitlab.com/user/project/integrations/webhooks/#delivery-headers */
export const gitlabFacts = {
  host: 'gitlab.com',
  // https://about.gitlab.com/blog/2016/02/18/gitlab-dot-com-now-supports-an-alternate-git-plus-ssh-port/
  sshHost: 'altssh.gitlab.com',
  headers: {
    // This header is not signed, so the parser does not read it.
    event: ['x-gitlab-event'],
    deliveryId: ['webhook-id', 'idempotency-key', 'x-gitlab-event-uuid'],
    token: 'x-gitlab-token',
  },
  pushEvent: 'Push Hook',
  pullRequestHasMessage: true,
  // GitLab's signing tokens follow Standard Webhooks: https://github.com/standard-webhooks/standard-webhooks
  makeSigningSecret: (random) => `whsec_${random.toString('base64')}`,
  setup: {
    page: 'Settings > Webhooks > Add new webhook',
    credential:
      'a project or group access token with the scope `api` and the role Maintainer; Developer is enough only if no branch is protected, or if it is allowed to push or merge to those that are',
    secret: 'Signing token',
    token: 'Secret token',
    fields: [],
    events:
      'Trigger: Push events and Tag push events; to build merge requests and releases, also Merge request events and Releases events',
  },
} as const satisfies Facts;
