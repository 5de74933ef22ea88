import { ownBranch } from '../../badge-list/badge-url.ts';
import type { DetailedRecord } from '../../builds/build-record.ts';
import type { Configuration, Project } from '../../configuration.ts';
import { branchRef } from '../../ref.ts';
import { newestOfRefs } from '../shown/newest-of-refs.ts';
import type { PageQuery } from '../page-query.ts';
import { repositoryLinks, type RepositoryLinks } from '../shown/repository-links.ts';
import { shownBuild, type ShownBuild } from '../shown/shown-build.ts';
import { statistics, type Statistics } from '../shown/statistics.ts';

/** How many builds a project's page lists. */
const LISTED = 50;

/** The content of a project's page, both for people and as JSON. */
export interface ProjectView {
  readonly project: Project;
  readonly links: RepositoryLinks | undefined;
  readonly asked: PageQuery;
  /** The branch of its badge. */
  readonly ownRef: string;
  /** The newest build of each ref, among the newest builds. */
  readonly refs: readonly ShownBuild[];
  /** The newest builds, or those of the requested ref; newest first. */
  readonly history: readonly ShownBuild[];
  readonly statistics: Statistics;
  /** The builds in the requested state. */
  readonly builds: readonly ShownBuild[];
}

interface Read {
  readonly newest: readonly DetailedRecord[];
  /** Present only if the request names a ref. */
  readonly ofRef?: readonly DetailedRecord[] | undefined;
}

/** @param now milliseconds since 1970 */
export function projectView(
  project: Project,
  asked: PageQuery,
  { newest, ofRef = newest }: Read,
  { configuration, now }: { readonly configuration: Configuration; readonly now: number },
): ProjectView {
  const shown = (records: readonly DetailedRecord[]) => records.map((record) => shownBuild(record, now));
  const history = shown(ofRef);
  const ownRef = branchRef(ownBranch(project));
  const { state } = asked;
  return {
    project,
    links: repositoryLinks(project, configuration),
    asked,
    ownRef,
    refs: newestOfRefs(shown(newest), ownRef),
    history,
    statistics: statistics(history),
    builds: history.filter((build) => state === undefined || build.state === state).slice(0, LISTED),
  };
}
