import { RANK } from '../../functions/core/builds/build-record.ts';
import type { StatusMessage } from '../../functions/core/statuses/status-message.ts';

export const COMMIT = 'a4af6ec'.padEnd(40, '0');

/** A status of acme/web, as `status` sends it when a build succeeded. */
export function statusMessageOf(
  changes: Partial<Omit<StatusMessage, 'target'>> = {},
  target: Partial<StatusMessage['target']> = {},
): StatusMessage {
  return {
    v: 1,
    state: 'succeeded',
    number: 42,
    rank: RANK.ended,
    description: 'passed in 3m 12s (#42)',
    url: 'https://ci.acme.io/web/42',
    ...changes,
    target: {
      project: 'web',
      hook: 'host',
      host: 'github.com',
      fullName: 'acme/web',
      repositoryId: '7',
      ref: 'refs/heads/main',
      commit: COMMIT,
      eventType: 'PUSH',
      fork: false,
      tier: 'trusted',
      context: 'pushlight/web',
      ...target,
    },
  };
}
