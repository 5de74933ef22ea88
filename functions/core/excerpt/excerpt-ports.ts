import type { DetailedRecord } from '../builds/build-record.ts';
import type { Configuration } from '../configuration.ts';
import type { Excerpt } from './make-excerpt.ts';

interface LogEnd {
  /** In the order in which they were written. */
  readonly messages: readonly string[];
  /** The position of the events before them; undefined at the beginning of the log. */
  readonly before?: string;
}

export interface LogEnds {
  /** Reads the last events of a log, or those before a position. */
  readBack(
    stream: { readonly groupName: string; readonly streamName: string },
    before: string | undefined,
  ): Promise<LogEnd | 'no such stream'>;
}

/** An excerpt, and the build that it belongs to. */
interface KeptExcerpt extends Excerpt {
  readonly project: string;
  readonly buildId: string;
  readonly number: number;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
}

export interface ExcerptRows {
  /** Writes an excerpt, unless its row belongs to a build that started later with the same number. */
  keep(excerpt: KeptExcerpt): Promise<void>;
}

/** A build, with the excerpt of its log if one is kept. */
export interface ExcerptedBuild {
  readonly record: DetailedRecord;
  readonly excerpt?: Excerpt;
}

export interface ExcerptedBuilds {
  /** Reads both in one call. One that was written just now can still be missing. */
  readExcerpted(project: string, number: number): Promise<ExcerptedBuild | undefined>;
}

export interface ExcerptPorts {
  readonly configuration: Configuration;
  readonly logs: LogEnds;
  readonly excerpts: ExcerptRows;
}
