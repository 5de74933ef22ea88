import { createHmac } from 'node:crypto';
import type { Hook } from '../../../../functions/core/configuration.ts';

/** Git hosts that sign deliveries: each way of verifying once, with headers computed as the host computes them. */
export interface Sender {
  readonly hook: Hook;
  readonly secret: string;
  /** The headers of a delivery of these bytes, in lower case. `now` is in milliseconds. */
  headers(body: Buffer, secret: string, now: number): Record<string, string>;
}

const hex = (secret: string, body: Buffer): string => createHmac('sha256', secret).update(body).digest('hex');

const github: Sender = {
  hook: { name: 'github', provider: 'github', host: 'github.com' },
  secret: 'f1b0c3a7e2d94c55',
  headers: (body, secret) => ({
    'x-github-event': 'push',
    'x-github-delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958',
    'x-hub-signature': `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`,
    'x-hub-signature-256': `sha256=${hex(secret, body)}`,
  }),
};

const gitlabHeaders = {
  'x-gitlab-event': 'Push Hook',
  'x-gitlab-event-uuid': '13792a34-cac6-4fda-95a8-c58e00a3954e',
  'idempotency-key': 'f5e5f430-f57b-4e6e-9fac-d9128cd7232f',
};

const gitlabSigning: Sender = {
  hook: { name: 'gitlab', provider: 'gitlab', host: 'gitlab.com', verification: 'signature' },
  secret: 'whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=',
  headers(body, secret, now) {
    const id = gitlabHeaders['idempotency-key'];
    const timestamp = String(Math.floor(now / 1000));
    const signature = createHmac('sha256', Buffer.from(secret.replace('whsec_', ''), 'base64'))
      .update(`${id}.${timestamp}.`)
      .update(body)
      .digest('base64');
    return {
      ...gitlabHeaders,
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
    };
  },
};

const gitlabToken: Sender = {
  hook: { name: 'gitlab-token', provider: 'gitlab', host: 'git.acme.io', verification: 'token' },
  secret: 'kUwQ8VvHqX2zGm1s',
  headers: (_body, secret) => ({ ...gitlabHeaders, 'x-gitlab-token': secret }),
};

const bitbucket: Sender = {
  hook: { name: 'bitbucket', provider: 'bitbucket', host: 'bitbucket.org' },
  secret: 'q9Zr2mXw7LkT4vBn',
  headers: (body, secret) => ({
    'x-event-key': 'repo:push',
    'x-request-uuid': 'f4a8f2d4-3a70-4c1c-a4b9-77d1c3f0a0d2',
    'x-attempt-number': '1',
    'x-hub-signature': `sha256=${hex(secret, body)}`,
  }),
};

/** Forgejo, which sends the headers of all its predecessors and GitHub's. */
const gitea: Sender = {
  hook: { name: 'gitea', provider: 'gitea', host: 'git.acme.io' },
  secret: 'b2e6c1d09f3a4e77',
  headers(body, secret) {
    const families = ['x-forgejo', 'x-gitea', 'x-gogs'].flatMap((family) => [
      [`${family}-event`, 'push'],
      [`${family}-delivery`, 'b4b0a2a7-7d8a-4c93-8a5d-b8f1f8c59c1a'],
      [`${family}-signature`, hex(secret, body)],
    ]);
    return { ...github.headers(body, secret, 0), ...Object.fromEntries(families) };
  },
};

export const SENDERS: readonly Sender[] = [github, gitlabSigning, gitlabToken, bitbucket, gitea];
