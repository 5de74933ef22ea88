import type { FindingId } from './catalogue.ts';
import type { Severity } from './finding-kind.ts';

/** A place in a text, counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where something is written. */
export interface Place extends Position {
  /** As it is printed: relative to the user's folder. */
  readonly file: string;
}

/** A finding before its file is known, by whoever reads a part; where in the part it is stands beside it. */
export interface Found<Id extends FindingId = FindingId> {
  readonly id: Id;
  readonly message: string;
}

/** Its message: what is wrong, and what to write instead. */
export interface Finding extends Found, Place {
  /** Its kind's, or less: of a project that already exists, errors about its builds are warnings. */
  readonly severity: Severity;
}

/** A finding that a project ignores, and its reason. */
export interface IgnoredFinding extends Finding {
  readonly because: string;
}
