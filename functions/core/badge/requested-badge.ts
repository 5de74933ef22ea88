import type { Project } from '../configuration.ts';
import { branchRef, isCommit, refKind, tagRef } from '../ref.ts';
import { commitRow, endedRow, NOTHING, refRow, type RowKey } from '../builds/row-keys.ts';
import { ownRow } from './own-row.ts';

/** An image, or shields' endpoint schema. */
type BadgeFormat = 'svg' | 'json';

export interface RequestedBadge {
  readonly format: BadgeFormat;
  /** Undefined for what has no public badge: no such project, a private one, a name that can't be a ref. */
  readonly project?: Project;
  readonly key: RowKey;
  /** Whether only a build that has ended is of interest, even if CodeBuild will retry it. */
  readonly ended: boolean;
}

/**
 * Which row tells the badge that a request asks for. What is not public is answered after reading a row that there is
 * not, so that it makes no difference, not even of time, whether it exists.
 *
 * @param file the last segment of the path: "web.svg", "web.json"; anything else is an image of nothing
 * @param query `ref`, `branch`, `tag`, `pr` or `sha` (a whole one), of which the first counts; without any, the
 *   project's own badge. With `show=last`, the newest that has ended
 */
export function requestedBadge(
  file: string,
  query: URLSearchParams,
  projects: ReadonlyMap<string, Project>,
): RequestedBadge {
  const [, name = '', extension = 'svg'] = /^(.*)\.(svg|json)$/s.exec(file) ?? [];
  const format: BadgeFormat = extension === 'json' ? 'json' : 'svg';
  const project = projects.get(name);
  const ended = query.get('show') === 'last';
  const newest = project && requestedRow(query, project);
  if (!project?.badge.enabled || newest === undefined) return { format, key: NOTHING, ended };
  return { format, project, key: { project: project.name, row: ended ? endedRow(newest) : newest }, ended };
}

/** The parameters that name a ref, and how. */
const REF_OF: Readonly<Record<string, (value: string) => string>> = {
  ref: (value) => (value.startsWith('refs/') ? value : branchRef(value)),
  branch: branchRef,
  tag: tagRef,
  pr: (value) => `refs/pull/${value}/head`,
};

/** Undefined for what names nothing that there can be. */
function requestedRow(query: URLSearchParams, project: Project): string | undefined {
  for (const [parameter, refOf] of Object.entries(REF_OF)) {
    const value = query.get(parameter);
    if (value === null) continue;
    const ref = refOf(value);
    return refKind(ref) && refRow(ref);
  }
  const sha = query.get('sha')?.toLowerCase();
  if (sha === undefined) return ownRow(project);
  return isCommit(sha) ? commitRow(sha) : undefined;
}
