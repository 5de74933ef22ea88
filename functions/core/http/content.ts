import type { Representations } from './representations.ts';

/** The content of a response. */
export interface Content {
  /** Of media, with its charset. */
  readonly type: string;
  /** What it may load and run, as a Content-Security-Policy. */
  readonly securityPolicy: string;
  readonly representations: Representations;
  /** Milliseconds since 1970. */
  readonly lastModified?: number | undefined;
  /** False: it only stands in for what could not be told, and is to be kept nowhere. */
  readonly isCurrent: boolean;
}

/** Opened by itself, a document may load and run nothing. */
export const NOTHING_ALLOWED = "default-src 'none'; style-src 'unsafe-inline'; script-src 'none'";
