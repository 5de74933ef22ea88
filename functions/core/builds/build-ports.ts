import type { Configuration } from '../configuration.ts';
import type { BuildRecord, DetailedRecord } from './build-record.ts';
import type { CodeBuildReport } from './codebuild-report.ts';
import type { NewestBuilds } from './newest-builds.ts';
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

/** The rows of the builds table: one for each build, and those that hold the newest builds of a project, ref or commit. */
export interface BuildRows {
  readBuild(project: string, number: number): Promise<DetailedRecord | undefined>;
  /** Writes if the row is absent or has a lower rank of the same build. @returns whether it wrote */
  advanceBuild(record: DetailedRecord): Promise<boolean>;
  /** Writes if the row still has the known build and rank, or is still absent. @returns whether it wrote */
  writeBuild(record: DetailedRecord, known: DetailedRecord | undefined): Promise<boolean>;
  readNewest(project: string, row: string): Promise<NewestBuilds | undefined>;
  /**
   * Writes if the row is absent or behind, unless the row must be read first to keep its newest ended build.
   *
   * @returns whether it wrote
   */
  advanceNewest(row: string, record: BuildRecord): Promise<boolean>;
  /** Writes if the row is still as known. @returns whether it wrote */
  writeNewest(row: string, next: NewestBuilds, known: NewestBuilds | undefined): Promise<boolean>;
}

/** Tells the commit of a build; `lost` is one of which nothing more will be known. Absent: no hook reports. */
export type Tell = (record: DetailedRecord, lost?: 'lost') => Promise<void>;

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
  list(project: string, asked: ListedBuilds): Promise<readonly DetailedRecord[]>;
}

/** A row that the previous release wrote. */
export interface OldRow {
  readonly row: string;
  readonly record: DetailedRecord;
}

/** How much of the table has been searched for rows of the previous release. */
export interface Upgrade {
  /** Where to continue; absent at the beginning. */
  readonly from?: string;
  /** Whether any were found since the beginning. */
  readonly found: boolean;
}

export interface ReconcileCursor {
  /** The name of the project that the last run ended with; absent to begin again. */
  readonly after?: string;
  readonly upgrade: Upgrade | 'done';
}

/** The other rows that reconciling reads and repairs. */
export interface ReconcileRows {
  /** Builds whose end is not known for sure, from the sparse index. */
  unfinished(): Promise<readonly DetailedRecord[]>;
  /** The rows of at most 100 builds, without those that do not exist. */
  readBuilds(builds: readonly Pick<BuildRecord, 'project' | 'number'>[]): Promise<readonly DetailedRecord[]>;
  /** Removes a row that still holds this record's build. */
  remove(row: string, record: BuildRecord): Promise<void>;
  /** The next rows of the previous release. There are no more if `next` is absent. */
  oldRows(from: string | undefined): Promise<{ readonly rows: readonly OldRow[]; readonly next?: string }>;
  readCursor(): Promise<ReconcileCursor>;
  writeCursor(cursor: ReconcileCursor): Promise<void>;
}

/** The builds of the whole account. */
export interface AccountBuilds {
  /** 100 ids, in practice those of the newest builds. @throws Error whose name is CodeBuild's error */
  listedIds(): Promise<readonly string[]>;
}

/** What reconciling needs of the world. */
export interface ReconcilePorts {
  readonly configuration: Configuration;
  readonly builds: Pick<Builds, 'get' | 'newestIds'>;
  readonly account: AccountBuilds;
  /** Ids from the list whose builds are recorded as ended. Kept from run to run. */
  readonly settled: Set<string>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly tell?: Tell | undefined;
  readonly rows: BuildRows & BuildLists & ReconcileRows;
}
