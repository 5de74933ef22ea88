import type { Project } from '../configuration.ts';
import { defaultRef } from '../builds/default-ref.ts';
import { refKind, shortRef } from '../ref.ts';

export type Badged = Pick<Project, 'name' | 'sourceVersion'> & { readonly badge: Pick<Project['badge'], 'branch'> };

/**
 * The URL of a project's badge for a README. By default it names a branch, so that a broken build of another branch does
 * not change the badge.
 */
export const badgeUrl = (
  project: Badged,
  origin: string,
  parameters = new URLSearchParams({ branch: ownBranch(project) }),
): string => `${origin}/badges/${encodeURIComponent(project.name)}.svg?${parameters.toString()}`;

/** The branch that a project's badge most likely should show. */
export function ownBranch(project: Badged): string {
  if (project.badge.branch !== undefined) return project.badge.branch;
  const ref = defaultRef(project) ?? '';
  return refKind(ref) === 'branch' ? shortRef(ref) : 'main';
}
