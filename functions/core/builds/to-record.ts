import { isCommit } from '../ref.ts';
import type { Project } from '../configuration.ts';
import { buildDetails } from './build-details.ts';
import { RANK, type DetailedRecord } from './build-record.ts';
import { BUILD_VARIABLES } from './build-variables.ts';
import { defaultRef, type Defaults } from './default-ref.ts';
import { refOf, type ObservedBuild } from './observed-build.ts';

type Recorded = Defaults & Pick<Project, 'repositoryIsNotTheSource'>;

/** The time within which CodeBuild's own retry of a failed build appears, if it ever does. */
const RETRY_APPEARS_MS = 5 * 60_000;

/**
 * @param endedRank how reliable an end is: RANK.ended if it comes from BatchGetBuilds
 * @param project the build's project, whose defaults apply to a build without a source version
 */
export function toRecord(
  build: ObservedBuild,
  endedRank: typeof RANK.ended | typeof RANK.endedByEvent,
  project: Recorded | undefined,
): DetailedRecord {
  const ref = refOf(build) ?? (isWithoutVersion(build) ? project && defaultRef(project) : undefined);
  const commit = commitOf(build, project);
  const queued = build.currentPhase === 'SUBMITTED' || build.currentPhase === 'QUEUED';
  return {
    project: build.project,
    buildId: build.id,
    number: build.number,
    rank: build.status === 'IN_PROGRESS' ? (queued ? RANK.queued : RANK.running) : endedRank,
    status: build.status,
    ...(ref !== undefined && { ref }),
    ...(commit !== undefined && { commit }),
    ...(build.startedAt !== undefined && { startedAt: build.startedAt }),
    ...(build.endedAt !== undefined && { endedAt: build.endedAt }),
    ...(build.status === 'FAILED' &&
      build.retriesItself &&
      build.endedAt !== undefined && { retryUntil: build.endedAt + RETRY_APPEARS_MS }),
    ...buildDetails(build),
  };
}

const isWithoutVersion = ({ environmentVariables, sourceVersion = '' }: ObservedBuild): boolean =>
  sourceVersion === '' && environmentVariables[BUILD_VARIABLES.ref] === undefined;

/**
 * Whoever starts a build chooses its variables, so they only count where CodeBuild cannot know the repository's commit:
 * where the source is not the repository, its versions are another repository's, or there are none.
 */
function commitOf(
  { resolvedSourceVersion, sourceVersion = '', environmentVariables }: ObservedBuild,
  project: Recorded | undefined,
): string | undefined {
  const pinned = /^(?:.*\^\{([0-9a-f]+)\}|([0-9a-f]+))$/.exec(sourceVersion);
  const candidates = project?.repositoryIsNotTheSource
    ? [environmentVariables[BUILD_VARIABLES.commit]]
    : [resolvedSourceVersion, pinned?.[1] ?? pinned?.[2]];
  return candidates.find((candidate) => candidate !== undefined && isCommit(candidate));
}
