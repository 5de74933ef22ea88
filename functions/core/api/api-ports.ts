import type { Configuration } from '../configuration.ts';
import type { LogEventName } from '../log-events.ts';
import type { BuildLists, Builds, BuildRows, Tell } from '../builds/build-ports.ts';
import type { Ledger } from '../start/start-ports.ts';

export interface LogPage {
  /** Times in milliseconds since 1970. */
  readonly events: readonly { readonly timestamp: number; readonly message: string }[];
  /** The position of the next page. If nothing more has been written yet, this is the requested position. */
  readonly next: string;
}

export interface Logs {
  /** Reads from the beginning, or from the `next` of an earlier page. */
  read(
    stream: { readonly groupName: string; readonly streamName: string },
    from: string | undefined,
  ): Promise<LogPage | 'no such stream' | 'no such position'>;
}

/** The services outside the core that the API uses. */
export interface ApiPorts {
  readonly configuration: Configuration;
  readonly ledger: Ledger;
  readonly builds: Builds;
  readonly rows: BuildRows & BuildLists;
  readonly tell?: Tell | undefined;
  readonly logs: Logs;
  readonly waits: Waits;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Returns a new random name for an attempt. */
  readonly newOwner: () => string;
  readonly sleep: (milliseconds: number) => Promise<void>;
  /** Reports failures that do not change the response, and reasons for a refusal that the caller must not see. */
  readonly onError: (event: LogEventName, error: unknown) => void;
}

/** A request that waits for a build to change. */
export interface Wait {
  readonly id: string;
  readonly caller: string;
  /** When the wait ends at the latest, in milliseconds since 1970. */
  readonly until: number;
}

export interface WaitList {
  readonly waits: readonly Wait[];
  /** New with each write; undefined before the first. */
  readonly version: string | undefined;
}

/** The waiting requests of all instances of a function. */
export interface Waits {
  /** A consistent read. */
  read(): Promise<WaitList>;
  /** Writes only if the stored list still equals `known`; returns whether it wrote. */
  write(list: WaitList, known: WaitList): Promise<boolean>;
}
