import type { Project } from '../configuration.ts';
import { branchRef, isCommit, refKind } from '../ref.ts';
import type { BadgeQuery } from './badge-query.ts';
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
 * Which row tells the badge that a request asks for. The response to what is not public follows after reading a row that there is
 * not, so that it makes no difference, not even of time, whether it exists.
 *
 * @param file the last segment of the path: "web.svg", "web.json"; anything else is an image of nothing
 * @param asked `ref`, `branch`, `tag`, `pr` or `sha` (a whole one), of which the first counts; without any, the
 *   project's own badge. With `show=last`, the newest that has ended
 */
export function requestedBadge(
  file: string,
  asked: BadgeQuery,
  projects: ReadonlyMap<string, Project>,
): RequestedBadge {
  const [, name = '', extension = 'svg'] = /^(.*)\.(svg|json)$/s.exec(file) ?? [];
  const format: BadgeFormat = extension === 'json' ? 'json' : 'svg';
  const project = projects.get(name);
  const ended = asked.show === 'last';
  const newest = project && requestedRow(asked, project);
  if (!project?.badge.enabled || newest === undefined) return { format, key: NOTHING, ended };
  return { format, project, key: { project: project.name, row: ended ? endedRow(newest) : newest }, ended };
}

/** Undefined for what names nothing that there can be. */
function requestedRow(asked: BadgeQuery, project: Project): string | undefined {
  const { branch, tag, pr, sha } = asked;
  const ref = asked.ref ?? (branch === undefined ? (tag ?? pr) : branchRef(branch));
  if (ref !== undefined) return refKind(ref) && refRow(ref);
  if (sha === undefined) return ownRow(project);
  return isCommit(sha) ? commitRow(sha) : undefined;
}
