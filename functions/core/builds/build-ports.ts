import type { Configuration } from '../configuration.ts';
import type { BuildRecord } from './build-record.ts';
import type { CodeBuildReport } from './codebuild-report.ts';
import type { ObservedBuild } from './observed-build.ts';

/** What the functions need of CodeBuild and of the table of builds. */

/** All that Pushlight ever tells StartBuild; everything else is the project's own. */
export interface StartRequest {
  readonly project: string;
  readonly sourceVersion?: string;
  /** Absent where the source type has no statuses, or where CodeBuild has refused the request with it. */
  readonly report?: CodeBuildReport;
  /** Sent as PLAINTEXT, never as a name of a parameter or secret. */
  readonly environmentVariables: readonly { readonly name: string; readonly value: string }[];
  /** CodeBuild responds to a second request of one token with the first's build, for five minutes. */
  readonly idempotencyToken: string;
}

export interface Builds {
  /** @throws Error whose name is CodeBuild's error */
  start(request: StartRequest): Promise<ObservedBuild>;
  /** Starts the same build again, its overrides included. @throws as start */
  retry(buildId: string, idempotencyToken: string): Promise<ObservedBuild>;
  stop(buildId: string): Promise<void>;
  /** In batches of 100 as CodeBuild takes them. `notFound` are ids that CodeBuild does not know (any more). */
  get(
    buildIds: readonly string[],
  ): Promise<{ readonly found: readonly ObservedBuild[]; readonly notFound: readonly string[] }>;
  /** The newest 100 ids of a project, newest first; none for a project that CodeBuild does not know. */
  newestIds(project: string): Promise<readonly string[]>;
}

/** Rows of the builds table, by project and row key. */
export interface BuildRows {
  read(project: string, row: string): Promise<BuildRecord | undefined>;
  /** Writes where the row is absent or behind; says whether it wrote. */
  advance(row: string, record: BuildRecord): Promise<boolean>;
  /** Writes where the row still holds that other build; says whether it wrote. */
  replace(row: string, record: BuildRecord, otherBuildId: string): Promise<boolean>;
}

export interface ListedBuilds {
  /** Of this full ref alone. */
  readonly ref?: string | undefined;
  /** Below this build number. */
  readonly before?: number | undefined;
  /** At most 100. */
  readonly limit: number;
}

/** A project's builds as the table knows them, newest first. */
export interface BuildLists {
  list(project: string, asked: ListedBuilds): Promise<readonly BuildRecord[]>;
}

/** The other rows that reconciling reads and repairs. */
export interface ReconcileRows {
  /** Builds whose end is not known for sure, from the sparse index. */
  unfinished(): Promise<readonly BuildRecord[]>;
  /** Removes a row that still holds this record's build. */
  remove(row: string, record: BuildRecord): Promise<void>;
  /** The name of the project that the last run ended with; undefined to begin again. */
  readCursor(): Promise<string | undefined>;
  writeCursor(after: string | undefined): Promise<void>;
}

/** What reconciling needs of the world. */
export interface ReconcilePorts {
  readonly configuration: Configuration;
  readonly builds: Pick<Builds, 'get' | 'newestIds'>;
  readonly rows: BuildRows & BuildLists & ReconcileRows;
}
