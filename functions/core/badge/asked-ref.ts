import { branchRef } from '../ref.ts';
import type { BadgeQuery } from './badge-query.ts';

/**
 * The full ref that a query names with `ref`, `branch`, `tag` or `pr`; the first of these wins. Such a ref does not
 * have to be valid.
 */
export const askedRef = ({
  ref,
  branch,
  tag,
  pr,
}: Pick<BadgeQuery, 'ref' | 'branch' | 'tag' | 'pr'>): string | undefined =>
  ref ?? (branch === undefined ? (tag ?? pr) : branchRef(branch));
