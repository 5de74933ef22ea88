import { digest } from '../digest.ts';
import type { StatusApi } from '../providers/statuses/status-api.ts';
import { fitContext } from './fit-text.ts';
import type { StatusMessage } from './status-message.ts';

/** Statuses with the same key replace each other at the host. */
export function statusKey(target: StatusMessage['target'], api: StatusApi): string {
  const context = fitContext(target.context, api.longest.context);
  return digest(
    ...placeOf(target, api),
    target.commit,
    api.contextsIgnoreCase ? context.toLowerCase() : context,
    // A job of one ref's pipeline never ends that of another's.
    ...(api.hasPipelines ? [target.headRef ?? target.ref] : []),
  );
}

/** The repository that shows the status. */
export const placeOf = (
  { host, fullName, fork, repositoryId }: StatusMessage['target'],
  api: StatusApi,
): readonly string[] => [host, fullName.toLowerCase(), ...(fork && api.hasPipelines ? [repositoryId] : [])];
