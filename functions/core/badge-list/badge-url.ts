import type { BadgeStyleName } from '../badge/drawing/badge-style.ts';
import type { Project } from '../configuration.ts';
import { defaultRef } from '../builds/default-ref.ts';
import { refKind, shortRef } from '../ref.ts';

type Badged = Pick<Project, 'name' | 'sourceVersion'> & { readonly badge: Pick<Project['badge'], 'branch'> };

interface Shown {
  /** A branch's name; by default, the project's own. */
  readonly branch?: string | undefined;
  readonly style?: BadgeStyleName | undefined;
}

/**
 * The URL of a project's badge for a README. It names a branch, so that a broken build of another branch does not
 * change the badge.
 */
export function badgeUrl(project: Badged, origin: string, { branch = ownBranch(project), style }: Shown = {}): string {
  const query = new URLSearchParams({ branch, ...(style && { style }) });
  return `${origin}/badges/${encodeURIComponent(project.name)}.svg?${query.toString()}`;
}

/** The branch that a project's badge most likely should show. */
export function ownBranch(project: Badged): string {
  if (project.badge.branch !== undefined) return project.badge.branch;
  const ref = defaultRef(project) ?? '';
  return refKind(ref) === 'branch' ? shortRef(ref) : 'main';
}
