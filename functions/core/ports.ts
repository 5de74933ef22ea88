import type { BuildRecord } from './builds/build-record.ts';
import type { LedgerEntry } from './start/ledger.ts';
import type { ObservedBuild } from './builds/observed-build.ts';
import type { StartRequest } from './start/start-request.ts';
import type { StartedRef } from './start/started-ref.ts';

/** What the functions need of the world, in our words. The adapters are its AWS side. */

export interface Secrets {
  /** The hook's secrets that count now, newest first; none for a hook without. `fresh` asks past the cache. */
  ofHook(hook: string, options?: { readonly fresh?: boolean }): Promise<readonly string[]>;
}

export interface Message {
  readonly body: string;
  readonly groupId: string;
  readonly deduplicationId: string;
}

export interface Queue {
  send(message: Message): Promise<void>;
}

/** A received message may be looked at again later than its queue's visibility timeout says. */
export interface ReceivedMessages {
  hideFor(receiptHandle: string, seconds: number): Promise<void>;
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

/** What reconciling reads and mends besides. */
export interface ReconcileRows {
  /** Builds whose end is not known for sure, from the sparse index. */
  unfinished(): Promise<readonly BuildRecord[]>;
  /** Removes a row that still holds this record's build. */
  remove(row: string, record: BuildRecord): Promise<void>;
  /** The name of the project that the last run ended with; undefined to begin again. */
  readCursor(): Promise<string | undefined>;
  writeCursor(after: string | undefined): Promise<void>;
}

/** The ledger of deliveries: what makes a start happen once. */
export interface Ledger {
  /** Consistent. */
  read(ledgerKey: string): Promise<LedgerEntry | undefined>;
  /** Writes only if the entry is still as `known`; says whether it wrote. */
  write(entry: LedgerEntry, known: LedgerEntry | undefined): Promise<boolean>;
  /** Consistent. */
  readStarted(project: string, ref: string): Promise<StartedRef | undefined>;
  /** Writes only if the ref's memory is still as `known`; says whether it wrote. */
  writeStarted(project: string, ref: string, started: StartedRef, known: StartedRef | undefined): Promise<boolean>;
}

/** A request that waits for a build to change. */
export interface Wait {
  readonly id: string;
  readonly caller: string;
  /** When it ends at the latest, in milliseconds since 1970. */
  readonly until: number;
}

export interface WaitList {
  readonly waits: readonly Wait[];
  /** New with each write; undefined before the first. */
  readonly version: string | undefined;
}

/** The waiting requests of all instances of a function. */
export interface Waits {
  /** Consistent. */
  read(): Promise<WaitList>;
  /** Writes only if the list is still as `known`; says whether it wrote. */
  write(list: WaitList, known: WaitList): Promise<boolean>;
}
