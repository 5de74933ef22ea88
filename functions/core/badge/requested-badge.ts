import type { Project } from '../configuration.ts';
import { branchRef, refKind, tagRef } from '../ref.ts';

/** A row of the builds table. */
export interface RowKey {
  readonly project: string;
  readonly row: string;
}

export interface RequestedBadge {
  /** Undefined for what has no public badge: no such project, a private one, a name that can't be a ref. */
  readonly project?: Project;
  readonly key: RowKey;
}

/**
 * Never written, since no project's name has a "#". What is not public is answered after reading this row, so that it
 * makes no difference, not even of time, whether it exists.
 */
const NOTHING: RequestedBadge = { key: { project: '#nothing', row: 'latest' } };

/**
 * Which row tells the badge that a request asks for.
 *
 * @param file the last segment of the path, "web.svg"
 * @param query `ref`, `branch` or `tag`, of which the first counts; without any, the project's newest build
 */
export function requestedBadge(
  file: string,
  query: URLSearchParams,
  projects: ReadonlyMap<string, Project>,
): RequestedBadge {
  const project = file.endsWith('.svg') ? projects.get(file.slice(0, -'.svg'.length)) : undefined;
  if (!project?.badge.enabled) return NOTHING;
  const ref = requestedRef(query);
  if (ref === undefined) return { project, key: { project: project.name, row: 'latest' } };
  if (refKind(ref) === undefined) return NOTHING;
  return { project, key: { project: project.name, row: `ref#${ref}` } };
}

function requestedRef(query: URLSearchParams): string | undefined {
  const [ref, branch, tag] = ['ref', 'branch', 'tag'].map((name) => query.get(name) ?? undefined);
  if (ref !== undefined) return ref.startsWith('refs/') ? ref : branchRef(ref);
  if (branch !== undefined) return branchRef(branch);
  return tag === undefined ? undefined : tagRef(tag);
}
