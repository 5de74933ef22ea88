import { isUtf8 } from 'node:buffer';
import * as v from 'valibot';
import { describeIssues } from '../describe-issues.ts';
import type { Parsed, RepositoryEvent } from '../repository-event.ts';

/**
 * Hands on the payload, if it has this shape. `what` names the shape for people: "a push of GitHub".
 * Never recurses deeper than the schema does, whatever the payload holds.
 */
export function readPayload<const S extends v.GenericSchema>(
  payload: unknown,
  schema: S,
  what: string,
  use: (payload: v.InferOutput<S>) => Parsed,
): Parsed {
  const read = v.safeParse(schema, payload, { abortPipeEarly: true });
  return read.success ? use(read.output) : malformed(`Not ${what}: ${describeIssues(read.issues)}`);
}

/** Hands on what a body holds, if it is JSON. */
export function readJson(body: Buffer, use: (payload: unknown) => Parsed): Parsed {
  // Bytes that are not UTF-8 would not survive being read as text.
  if (!isUtf8(body)) return malformed('The body is not UTF-8.');
  let payload: unknown;
  try {
    payload = JSON.parse(body.toString('utf8'));
  } catch {
    return malformed('The body is not JSON.');
  }
  return use(payload);
}

export const events = (identity: string, ...all: readonly RepositoryEvent[]): Parsed => ({
  kind: 'events',
  events: all,
  identity,
});

export const ignored = (reason: string): Parsed => ({ kind: 'ignored', reason });

export const malformed = (problem: string): Parsed => ({ kind: 'malformed', problem });

/** A name that a sender chose, as a reason may quote it. */
export const quoted = (name: string): string => `"${name.slice(0, 50)}"`;
