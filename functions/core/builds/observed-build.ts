import type { PhaseRecord } from './build-record.ts';
import { BUILD_VARIABLES } from './build-variables.ts';
import { refKind } from '../ref.ts';
import { versionRef } from './version-ref.ts';
import type { Status } from '../vocabulary.ts';

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
  /** Who called StartBuild: "root", a user's name, a role and its session. */
  readonly initiator?: string;
  readonly phases?: readonly Phase[];
  /** In CloudWatch Logs; absent while there is none, and in events. */
  readonly log?: { readonly groupName: string; readonly streamName: string };
  /** CodeBuild retries it by itself should it fail: its project's limit is not reached. */
  readonly retriesItself?: boolean;
}

/** As BatchGetBuilds tells of it: `type`, `status` and `contexts` are CodeBuild's `phaseType`, `phaseStatus` and `contexts`. */
export interface Phase extends PhaseRecord {
  /** Why it failed. */
  readonly contexts: readonly { readonly statusCode?: string; readonly message?: string }[];
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
