import type { FindingId } from './catalogue.ts';
import type { Severity } from './finding-kind.ts';

/** Where something is written: line and column count from 1. */
export interface Place {
  /** As it is printed: relative to the user's folder. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

export interface Finding extends Place {
  readonly id: FindingId;
  /** Its kind's, or less: of a project that already exists, errors about its builds are warnings. */
  readonly severity: Severity;
  /** What is wrong, and what to write instead. */
  readonly message: string;
}

/** A finding that a project ignores, and its reason. */
export interface IgnoredFinding extends Finding {
  readonly because: string;
}
