import { eventTypes } from '../../functions/core/webhook/filters.ts';
import type { FilterType } from '../../functions/core/vocabulary.ts';

/** Whether pull requests can pass a filter group. */
export const takesPullRequests = (group: readonly { readonly type: FilterType; readonly pattern: string }[]): boolean =>
  group.some(
    ({ type, pattern }) => type === 'EVENT' && eventTypes(pattern).some((name) => name.startsWith('PULL_REQUEST_')),
  );
