import { isCommit } from '../ref.ts';
import { buildDetails } from './build-details.ts';
import { RANK, type DetailedRecord } from './build-record.ts';
import { BUILD_VARIABLES } from './build-variables.ts';
import { defaultRef, type Defaults } from './default-ref.ts';
import { refOf, type ObservedBuild } from './observed-build.ts';

/** The time within which CodeBuild's own retry of a failed build appears, if it ever does. */
const RETRY_APPEARS_MS = 5 * 60_000;

/**
 * @param endedRank how reliable an end is: RANK.ended if it comes from BatchGetBuilds
 * @param project the build's project, whose defaults apply to a build without a source version. Undefined if it is not
 * known whether there is one: for some builds, an event omits it
 */
export function toRecord(
  build: ObservedBuild,
  endedRank: typeof RANK.ended | typeof RANK.endedByEvent,
  project: Defaults | undefined,
): DetailedRecord {
  const ref = refOf(build) ?? (isWithoutVersion(build) ? project && defaultRef(project) : undefined);
  const commit = commitOf(build);
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

function commitOf({ resolvedSourceVersion, sourceVersion, environmentVariables }: ObservedBuild): string | undefined {
  const pinned = sourceVersion === undefined ? undefined : /^(?:.*\^\{([0-9a-f]+)\}|([0-9a-f]+))$/.exec(sourceVersion);
  // Whoever starts a build chooses its variables, so they are ignored if the version names another commit.
  const told = sourceVersion === undefined ? environmentVariables[BUILD_VARIABLES.commit] : undefined;
  const candidates = [resolvedSourceVersion, pinned?.[1] ?? pinned?.[2], told];
  return candidates.find((candidate) => candidate !== undefined && isCommit(candidate));
}
