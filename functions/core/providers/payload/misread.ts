import type { Issue } from '../../describe-issues.ts';

/** What a reader returns for a value that is missing or not valid. */
export class Misread {
  /** At least one. */
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    this.issues = issues;
  }
}

/** @param expected as a noun: "a commit id" */
export const misread = (expected: string, value: unknown): Misread =>
  new Misread([{ input: value, message: `Expected ${expected} but received ${received(value)}` }]);

/** Never looks into a value, which can be nested as deeply as the payload is large. */
function received(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 50));
  if (typeof value !== 'object' || value === null) return String(value);
  return Array.isArray(value) ? 'a list' : 'an object';
}
