import type { RepositoryEvent } from '../../functions/core/repository-event.ts';

/** A push to acme/web, as a provider's parser returns it. */
export const pushEvent = (changes: Partial<RepositoryEvent> = {}): RepositoryEvent => ({
  provider: 'github',
  eventType: 'PUSH',
  repository: { host: 'github.com', fullName: 'acme/web', id: '7' },
  ref: 'refs/heads/main',
  headRef: 'refs/heads/main',
  commit: 'b'.repeat(40),
  previousCommit: 'a'.repeat(40),
  actorId: '1',
  commitMessage: 'A change',
  changedFiles: ['README.md'],
  fork: false,
  ...changes,
});
