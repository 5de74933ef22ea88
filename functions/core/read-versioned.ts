import * as v from 'valibot';
import { describeIssues } from './describe-issues.ts';

/** What a message's body holds. */
export type ReadVersioned<T> =
  | { readonly message: T }
  /** A later version of ours wrote it, and will be there to read it when its deployment is complete. */
  | { readonly newerVersion: number }
  | { readonly problem: string };

const newer = v.object({ v: v.pipe(v.number(), v.safeInteger(), v.minValue(2)) });

/**
 * Reads a message of version 1, as its field `v` says.
 *
 * @param what names it in the problem: "a job"
 */
export function readVersioned<T>(body: string, schema: v.GenericSchema<unknown, T>, what: string): ReadVersioned<T> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return { problem: 'The message is not JSON.' };
  }
  const later = v.safeParse(newer, value);
  if (later.success) return { newerVersion: later.output.v };
  const read = v.safeParse(schema, value);
  return read.success
    ? { message: read.output }
    : { problem: `Not ${what} of version 1: ${describeIssues(read.issues)}` };
}
