import type { Project } from '../configuration.ts';
import { isCommit, refKind } from '../ref.ts';
import { askedRef } from './asked-ref.ts';
import type { BadgeQuery } from './badge-query.ts';
import { commitRow, NOTHING, refRow, type RowKey } from '../builds/row-keys.ts';
import { ownRow } from './own-row.ts';

/** An image, or the JSON of shields' endpoint badge. */
type BadgeFormat = 'svg' | 'json';

export interface RequestedBadge {
  readonly format: BadgeFormat;
  /** Undefined for anything without a public badge: an unknown project, a private one, a name that cannot be a ref. */
  readonly project?: Project;
  readonly key: RowKey;
  /** Whether only builds that have ended count, even if CodeBuild will retry them. */
  readonly ended: boolean;
}

/**
 * Finds the row that a request's badge shows. For anything that is not public, a row that does not exist is read, so
 * that neither the response nor its time reveals whether the project exists.
 *
 * @param file the last segment of the path: "web.svg", "web.json"; anything else is an image of nothing
 * @param asked `ref`, `branch`, `tag`, `pr` or `sha` (a full commit id); the first of these wins. Without any of them,
 * the project's own badge. With `show=last`, the newest build that has ended
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
  const row = project && requestedRow(asked, project);
  if (!project?.badge.enabled || row === undefined) return { format, key: NOTHING, ended };
  return { format, project, key: { project: project.name, row }, ended };
}

/** Undefined for a ref that cannot exist. */
function requestedRow(asked: BadgeQuery, project: Project): string | undefined {
  const { sha } = asked;
  const ref = askedRef(asked);
  if (ref !== undefined) return refKind(ref) && refRow(ref);
  if (sha === undefined) return ownRow(project);
  return isCommit(sha) ? commitRow(sha) : undefined;
}
