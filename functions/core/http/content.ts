import type { Representations } from './representations.ts';

/** The content of a response. */
export interface Content {
  /** The media type, with its charset. */
  readonly type: string;
  /** The Content-Security-Policy: what the document can load and run. */
  readonly securityPolicy: string;
  readonly representations: Representations;
  /** Milliseconds since 1970. */
  readonly lastModified?: number | undefined;
  /** False if it only stands in for a state that could not be read; it must not be cached then. */
  readonly isCurrent: boolean;
  /** 200 by default. */
  readonly status?: number;
  /** Others that the response has. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** For a document that cannot load or run anything when it is opened by itself. */
export const NOTHING_ALLOWED = "default-src 'none'; style-src 'unsafe-inline'; script-src 'none'";
