import { branchRef } from '../ref.ts';
import type { BadgeQuery } from './badge-query.ts';

/** The full ref that a query names, which may be none that can exist: `ref`, `branch`, `tag` or `pr`, the first counts. */
export const askedRef = ({
  ref,
  branch,
  tag,
  pr,
}: Pick<BadgeQuery, 'ref' | 'branch' | 'tag' | 'pr'>): string | undefined =>
  ref ?? (branch === undefined ? (tag ?? pr) : branchRef(branch));
