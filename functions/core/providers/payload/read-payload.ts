import { isUtf8 } from 'node:buffer';
import { describeIssues } from '../../describe-issues.ts';
import { isCommit, isZeroCommit } from '../../ref.ts';
import type { Parsed, RepositoryEvent } from '../../repository-event.ts';
import { Misread } from './misread.ts';
import type { Reader } from './reader.ts';

/**
 * Passes the payload on if it has this shape. `what` is the name of the shape for people: "a push of GitHub". Never
 * recurses deeper than the reader does, whatever the payload contains.
 */
export function readPayload<T>(payload: unknown, reader: Reader<T>, what: string, use: (payload: T) => Parsed): Parsed {
  const read = reader(payload);
  return read instanceof Misread ? malformed(`Not ${what}: ${describeIssues(read.issues)}`) : use(read);
}

/** The parts of a payload that a build needs: first the paths of required values, then the schema. */
interface Buildable<T> {
  /** "a pull request of GitHub" */
  readonly what: string;
  /** `{ 'head commit': ['pull_request', 'head', 'sha'] }` */
  readonly needs: Readonly<Record<string, readonly string[]>>;
  readonly reader: Reader<T>;
}

/**
 * Reads the payload of an event that can start builds. If a value that a build needs is missing, the event is ignored
 * rather than refused: hosts send such payloads for branches and forks that no longer exist, and stop delivering to a
 * hook after a few refusals.
 */
export function readBuildable<T>(
  payload: unknown,
  { what, needs, reader }: Buildable<T>,
  use: (payload: T) => Parsed,
): Parsed {
  const [missing] = Object.entries(needs).find(([, path]) => isAbsent(payload, path)) ?? [];
  return missing === undefined
    ? readPayload(payload, reader, what, use)
    : ignored(`The payload contains no ${missing}, without which ${what} starts no builds.`);
}

/**
 * Whether a payload has no value at this path. In place of a value, hosts send null, an empty string or a commit of
 * zeros.
 */
export function isAbsent(payload: unknown, path: readonly string[]): boolean {
  let value = payload;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return true;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  if (value === undefined || value === null || value === '') return true;
  // A branch can be named "0".
  return typeof value === 'string' && isCommit(value) && isZeroCommit(value);
}

/** Passes on the content of a body, if it is JSON. */
export function readJson(body: Buffer, use: (payload: unknown) => Parsed): Parsed {
  // Invalid UTF-8 would not survive being decoded as text.
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

const malformed = (problem: string): Parsed => ({ kind: 'malformed', problem });

/** A name that a sender chose, quoted for use in a reason. */
export const quoted = (name: string): string => `"${name.slice(0, 50)}"`;
