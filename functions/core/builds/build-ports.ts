import type { Configuration } from '../configuration.ts';
import type { BuildRecord, DetailedRecord } from './build-record.ts';
import type { CodeBuildReport } from './codebuild-report.ts';
import type { NewestBuilds } from './newest-builds.ts';
import type { RowKey } from './row-keys.ts';
import type { ObservedBuild } from './observed-build.ts';

/** What the functions need from CodeBuild and from the builds table. */

/** Everything that Pushlight ever sends to StartBuild; everything else comes from the project. */
export interface StartRequest {
  readonly project: string;
  readonly sourceVersion?: string;
  /** Absent if the source type has no statuses, or if CodeBuild refused a request with it. */
  readonly report?: CodeBuildReport;
  /** Sent as PLAINTEXT, never as the name of a parameter or secret. */
  readonly environmentVariables: readonly { readonly name: string; readonly value: string }[];
  /** For five minutes, CodeBuild responds to a second request with the same token with the first one's build. */
  readonly idempotencyToken: string;
}

export interface Builds {
  /** @throws Error with the name of CodeBuild's error */
  start(request: StartRequest): Promise<ObservedBuild>;
  /** Starts the same build again, including its overrides. @throws as start */
  retry(buildId: string, idempotencyToken: string): Promise<ObservedBuild>;
  stop(buildId: string): Promise<void>;
  /** In batches of 100, CodeBuild's limit. `notFound` contains ids that CodeBuild does not know (any more). */
  get(
    buildIds: readonly string[],
  ): Promise<{ readonly found: readonly ObservedBuild[]; readonly notFound: readonly string[] }>;
  /** The newest 100 ids of a project, newest first; empty for a project that CodeBuild does not know. */
  newestIds(project: string): Promise<readonly string[]>;
}

/** The rows of the builds table: one per build, and those of the newest builds, by project and row. */
export interface BuildRows {
  readBuild(project: string, number: number): Promise<DetailedRecord | undefined>;
  /** Writes if the row is absent, or knows less about the same build; returns whether it wrote. */
  advanceBuild(record: DetailedRecord): Promise<boolean>;
  /** Writes if the row still has the known build and rank, or is still absent; returns whether it wrote. */
  writeBuild(record: DetailedRecord, known: DetailedRecord | undefined): Promise<boolean>;
  readNewest(project: string, row: string): Promise<NewestBuilds | undefined>;
  /**
   * Writes if the row is absent or behind, and nothing needs to be read first to know what to keep; returns whether it
   * wrote.
   */
  advanceNewest(row: string, record: BuildRecord): Promise<boolean>;
  /** Writes if the row still equals `known`; returns whether it wrote. */
  writeNewest(row: string, next: NewestBuilds, known: NewestBuilds | undefined): Promise<boolean>;
}

/**
 * Reports a build to its commit. `lost` means that nothing more will become known about the build. Absent if no hook
 * reports.
 */
export type Tell = (record: DetailedRecord, lost?: 'lost') => Promise<void>;

/** Asks for an excerpt of the log of a build that has ended. Absent: no project wants one. */
export type AskExcerpt = (record: DetailedRecord) => Promise<void>;

export interface ListedBuilds {
  /** Only builds of this full ref. */
  readonly ref?: string | undefined;
  /** Only builds with a lower number. */
  readonly before?: number | undefined;
  /** At most 100. */
  readonly limit: number;
}

/** A project's builds according to the table, newest first. */
export interface BuildLists {
  list(project: string, asked: ListedBuilds): Promise<readonly DetailedRecord[]>;
}

/**
 * The rows of many projects' newest builds, in the order of their keys. A row that was just written can still be
 * missing.
 */
export interface NewestRows {
  readNewestOf(keys: readonly RowKey[]): Promise<readonly (NewestBuilds | undefined)[]>;
}

/** A row as the previous release wrote it. */
export interface OldRow {
  readonly row: string;
  readonly record: DetailedRecord;
}

/** The progress of migrating the previous release's rows. */
export interface Upgrade {
  /** Where to continue; absent at the beginning. */
  readonly from?: string;
  /** Whether any have been found since the beginning. */
  readonly found: boolean;
  /** When a whole pass first found none, in milliseconds since 1970. */
  readonly noneSince?: number;
}

export interface ReconcileCursor {
  /** The last project of the previous run; absent to begin again. */
  readonly after?: string;
  readonly upgrade: Upgrade | 'done';
}

/** The other rows that reconciling reads and repairs. */
export interface ReconcileRows {
  /** Builds whose end is not known for certain, from the sparse index. */
  unfinished(): Promise<readonly DetailedRecord[]>;
  /** The existing rows of these builds, at most 100. A row that is missing here may exist nevertheless. */
  readBuilds(builds: readonly Pick<BuildRecord, 'project' | 'number'>[]): Promise<readonly DetailedRecord[]>;
  /** Removes a row if it still contains this record's build and no other; returns whether it did. */
  remove(row: string, record: BuildRecord): Promise<boolean>;
  /** The next rows of the previous release; without `next`, they were the last ones. */
  oldRows(from: string | undefined): Promise<{ readonly rows: readonly OldRow[]; readonly next?: string }>;
  readCursor(): Promise<ReconcileCursor>;
  writeCursor(cursor: ReconcileCursor): Promise<void>;
}

/** The builds of the whole account. */
export interface AccountBuilds {
  /** 100 ids, in practice the newest. @throws Error with the name of CodeBuild's error */
  listedIds(): Promise<readonly string[]>;
}

/** What reconciling needs from the outside. */
export interface ReconcilePorts {
  readonly configuration: Configuration;
  readonly builds: Pick<Builds, 'get' | 'newestIds'>;
  readonly account: AccountBuilds;
  /** Kept between runs: the ids of builds that are recorded as ended. */
  readonly settled: Set<string>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly tell?: Tell | undefined;
  readonly askExcerpt?: AskExcerpt | undefined;
  readonly rows: BuildRows & BuildLists & ReconcileRows;
}
