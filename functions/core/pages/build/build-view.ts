import type { DetailedRecord } from '../../builds/build-record.ts';
import type { Configuration, Project } from '../../configuration.ts';
import type { ExcerptedBuild } from '../../excerpt/excerpt-ports.ts';
import { logEnd, type LogEnd } from './log-end.ts';
import { failedPhase, type FailedPhase } from './failed-phase.ts';
import { repositoryLinks, type RepositoryLinks } from '../shown/repository-links.ts';
import { shownBuild, type ShownBuild } from '../shown/shown-build.ts';

/** The content of a build's page, both for people and as JSON. */
export interface BuildView {
  readonly project: Project;
  readonly links: RepositoryLinks | undefined;
  readonly build: ShownBuild;
  readonly failed?: FailedPhase;
  readonly logEnd?: LogEnd;
  /** Other builds of its commit among the project's newest builds. */
  readonly ofCommit: readonly ShownBuild[];
}

/**
 * @param newest the project's newest builds
 * @param now milliseconds since 1970
 */
export function buildView(
  project: Project,
  { record, excerpt }: ExcerptedBuild,
  newest: readonly DetailedRecord[],
  { configuration, now }: { readonly configuration: Configuration; readonly now: number },
): BuildView {
  const { number, commit } = record;
  const others = newest.filter((other) => commit !== undefined && other.commit === commit && other.number !== number);
  const failed = failedPhase(record);
  const log = logEnd(record, project, excerpt, now);
  return {
    project,
    links: repositoryLinks(project, configuration),
    build: shownBuild(record, now),
    ...(failed && { failed }),
    ...(log && { logEnd: log }),
    ofCommit: others.map((other) => shownBuild(other, now)),
  };
}
