import type { Configuration } from '../configuration.ts';
import type { LogEvent } from '../log-events.ts';
import type { BuildLists, Builds, BuildRows } from '../builds/build-ports.ts';
import type { Ledger } from '../start/start-ports.ts';

export interface LogPage {
  /** Times in milliseconds since 1970. */
  readonly events: readonly { readonly timestamp: number; readonly message: string }[];
  /** Where the next page begins: the same as was asked for where no more is written yet. */
  readonly next: string;
}

export interface Logs {
  /** From the beginning, or from where `next` of a page before says. */
  read(
    stream: { readonly groupName: string; readonly streamName: string },
    from: string | undefined,
  ): Promise<LogPage | 'no such stream' | 'no such position'>;
}

/** What the API needs of the world. */
export interface ApiPorts {
  readonly configuration: Configuration;
  readonly ledger: Ledger;
  readonly builds: Builds;
  readonly rows: BuildRows & BuildLists;
  readonly logs: Logs;
  readonly waits: Waits;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A new random name for an attempt. */
  readonly newOwner: () => string;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Told of what failed and does not change the response, and of why a call was refused where the caller is not told. */
  readonly onError: (event: LogEvent, error: unknown) => void;
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
