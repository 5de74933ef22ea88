/** Errors stop a deployment. Warnings report what will work differently than the author may expect. */
export type Severity = 'error' | 'warning';

/** What all findings with one id have in common. */
export interface FindingKind {
  readonly severity: Severity;
  /** One sentence, for the table in docs/checks.md. */
  readonly meaning: string;
  /** Why a project cannot ignore it; absent if it can. */
  readonly mustStay?: 'unusable' | 'protects' | 'general';
}

/** A finding that does not belong to a single project. */
export const general = (meaning: string): FindingKind => ({ severity: 'warning', meaning, mustStay: 'general' });

export const warning = (meaning: string): FindingKind => ({ severity: 'warning', meaning });

/** A predicted failure of a build. It can be ignored, since the author may know better. */
export const error = (meaning: string): FindingKind => ({ severity: 'error', meaning });

/** Pushlight or AWS cannot use what is written. */
export const unusable = (meaning: string): FindingKind => ({ severity: 'error', meaning, mustStay: 'unusable' });

/** Accepting it would let somebody in or give something away. */
export const protects = (meaning: string): FindingKind => ({ severity: 'error', meaning, mustStay: 'protects' });
