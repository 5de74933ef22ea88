/** Errors stop a deployment. Warnings report what will work differently than its writer may think. */
export type Severity = 'error' | 'warning';

/** What is known of all findings with one id. */
export interface FindingKind {
  readonly severity: Severity;
  /** One sentence, for the table in docs/checks.md. */
  readonly meaning: string;
  /** Why a project cannot ignore it; absent where it can. */
  readonly mustStay?: 'unusable' | 'protects' | 'general';
}

/** Of no single project. */
export const general = (meaning: string): FindingKind => ({ severity: 'warning', meaning, mustStay: 'general' });

export const warning = (meaning: string): FindingKind => ({ severity: 'warning', meaning });

/** A failure of a build that is foreseen, so that its writer may know better: it can be ignored. */
export const error = (meaning: string): FindingKind => ({ severity: 'error', meaning });

/** Pushlight or AWS cannot use what is written. */
export const unusable = (meaning: string): FindingKind => ({ severity: 'error', meaning, mustStay: 'unusable' });

/** Accepting it would let in somebody, or give away something, that it keeps out or in. */
export const protects = (meaning: string): FindingKind => ({ severity: 'error', meaning, mustStay: 'protects' });
