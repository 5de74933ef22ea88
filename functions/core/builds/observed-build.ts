import type { PhaseRecord } from './build-record.ts';
import { BUILD_VARIABLES } from './build-variables.ts';
import { refKind } from '../ref.ts';
import { versionRef } from './version-ref.ts';
import type { Status } from '../vocabulary.ts';

/** What Pushlight reads of a CodeBuild build, from BatchGetBuilds, StartBuild or an event. */
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
  /** Who called StartBuild: "root", a user name, or a role and its session. */
  readonly initiator?: string;
  readonly phases?: readonly Phase[];
  /** In CloudWatch Logs; absent as long as there is none, and in events. */
  readonly log?: { readonly groupName: string; readonly streamName: string };
  /** CodeBuild retries it if it fails, since its project's limit is not reached. */
  readonly retriesItself?: boolean;
}

/** As in BatchGetBuilds: `type`, `status` and `contexts` are CodeBuild's `phaseType`, `phaseStatus` and `contexts`. */
export interface Phase extends PhaseRecord {
  /** Why it failed. */
  readonly contexts: readonly { readonly statusCode?: string; readonly message?: string }[];
}

/**
 * The ref that a build belongs to: the one that Pushlight set when it started the build, or else that of its source
 * version. WEBHOOK_HEAD_REF is never used: for a pull request, it is a name that a stranger chose.
 */
export function refOf({ environmentVariables, sourceVersion }: ObservedBuild): string | undefined {
  const told = environmentVariables[BUILD_VARIABLES.ref];
  if (told !== undefined) return refKind(told) && told;
  return sourceVersion === undefined ? undefined : versionRef(sourceVersion);
}
