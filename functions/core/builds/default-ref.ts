import type { Project } from '../configuration.ts';
import { branchRef } from '../ref.ts';
import { versionRef } from './version-ref.ts';

export type Defaults = Pick<Project, 'sourceVersion'> & { readonly badge: Pick<Project['badge'], 'branch'> };

/** The ref of a project's builds that are started without a source version; undefined if there is none. */
export function defaultRef({ sourceVersion, badge }: Defaults): string | undefined {
  if (sourceVersion !== undefined) return versionRef(sourceVersion);
  return badge.branch === undefined ? undefined : branchRef(badge.branch);
}
