import { RANK, type BuildRecord } from './build-record.ts';
import { BUILD_VARIABLES } from './build-variables.ts';
import { defaultRef, type Defaults } from './default-ref.ts';
import { isCommit, refKind } from '../ref.ts';
import { versionRef } from './version-ref.ts';
import type { Status } from '../vocabulary.ts';

/** In which CodeBuild's own retry of a failed build appears, if it ever does. */
const RETRY_APPEARS_MS = 5 * 60_000;

/** What Pushlight looks at of a build of CodeBuild's, as BatchGetBuilds, StartBuild or an event tell it. */
export interface ObservedBuild {
  /** `project:uuid` */
  readonly id: string;
  readonly project: string;
  readonly number: number;
  readonly status: Status;
  readonly currentPhase?: string;
  readonly sourceVersion?: string;
  readonly resolvedSourceVersion?: string;
  readonly environmentVariables: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly startedAt?: number;
  readonly endedAt?: number;
  /** Events don't tell, nor of the log. */
  readonly phases?: readonly Phase[];
  /** In CloudWatch Logs; absent while there is none. */
  readonly log?: { readonly groupName: string; readonly streamName: string };
  /** CodeBuild retries it by itself should it fail: its project's limit is not reached. */
  readonly retriesItself?: boolean;
}

/** As BatchGetBuilds tells of it: `type`, `status` and `contexts` are CodeBuild's `phaseType`, `phaseStatus` and `contexts`. */
export interface Phase {
  readonly type: string;
  /** Absent while it runs. */
  readonly status?: string;
  /** Milliseconds since 1970. */
  readonly startedAt?: number;
  readonly endedAt?: number;
  /** Why it failed. */
  readonly contexts: readonly { readonly statusCode?: string; readonly message?: string }[];
}

/**
 * @param endedRank how far to believe an end: RANK.ended when BatchGetBuilds says it
 * @param project the build's, whose defaults count for a build without a source version. Undefined where it is not
 *   known whether there is one: of some builds, an event leaves it out
 */
export function toRecord(
  build: ObservedBuild,
  endedRank: typeof RANK.ended | typeof RANK.endedByEvent,
  project: Defaults | undefined,
): BuildRecord {
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
  };
}

/**
 * The ref that a build belongs to: what Pushlight said when it started it, else what its source version says.
 * WEBHOOK_HEAD_REF never decides: of a pull request it is a name that a stranger chose.
 */
export function refOf({ environmentVariables, sourceVersion }: ObservedBuild): string | undefined {
  const told = environmentVariables[BUILD_VARIABLES.ref];
  if (told !== undefined) return refKind(told) && told;
  return sourceVersion === undefined ? undefined : versionRef(sourceVersion);
}

const isWithoutVersion = ({ environmentVariables, sourceVersion = '' }: ObservedBuild): boolean =>
  sourceVersion === '' && environmentVariables[BUILD_VARIABLES.ref] === undefined;

function commitOf({ resolvedSourceVersion, sourceVersion, environmentVariables }: ObservedBuild): string | undefined {
  const pinned = sourceVersion === undefined ? undefined : /^(?:.*\^\{([0-9a-f]+)\}|([0-9a-f]+))$/.exec(sourceVersion);
  const candidates = [resolvedSourceVersion, pinned?.[1] ?? pinned?.[2], environmentVariables[BUILD_VARIABLES.commit]];
  return candidates.find((candidate) => candidate !== undefined && isCommit(candidate));
}
