import * as v from 'valibot';
import { describeIssues } from './describe-issues.ts';

/** The content of a message's body. */
export type ReadVersioned<T> =
  | { readonly message: T }
  /** A newer version of Pushlight wrote this value. That version will also read it, once its deployment is complete. */
  | { readonly newerVersion: number }
  | { readonly problem: string };

const newer = v.object({ v: v.pipe(v.number(), v.safeInteger(), v.minValue(2)) });

/**
 * Reads a message of version 1, according to its field `v`.
 *
 * @param what its name in problems: "a job"
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
