import type { FindingId } from './catalogue.ts';
import type { Severity } from './finding-kind.ts';

/** A position in a text, counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A position in a file. */
export interface Place extends Position {
  /** As printed: relative to the user's folder. */
  readonly file: string;
}

/** A finding before its file is known. Whoever reports it also reports its position in the part that it reads. */
export interface Found<Id extends FindingId = FindingId> {
  readonly id: Id;
  readonly message: string;
}

/** The message says what is wrong, and what to write instead. */
export interface Finding extends Found, Place {
  /**
   * The severity of the finding's kind, or a lower one: for a project that already exists, errors about its builds are
   * warnings.
   */
  readonly severity: Severity;
}

/** A finding that a project ignores, with the reason. */
export interface IgnoredFinding extends Finding {
  readonly because: string;
}
