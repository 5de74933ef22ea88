import { isUtf8 } from 'node:buffer';
import { describeIssues } from '../../describe-issues.ts';
import { isCommit, isZeroCommit } from '../../ref.ts';
import type { Parsed, RepositoryEvent } from '../../repository-event.ts';
import { Misread } from './misread.ts';
import type { Reader } from './reader.ts';

/**
 * Hands on the payload, if it has this shape. `what` names the shape for people: "a push of GitHub".
 * Never recurses deeper than the reader does, whatever the payload holds.
 */
export function readPayload<T>(payload: unknown, reader: Reader<T>, what: string, use: (payload: T) => Parsed): Parsed {
  const read = reader(payload);
  return read instanceof Misread ? malformed(`Not ${what}: ${describeIssues(read.issues)}`) : use(read);
}

/** What a build needs of a payload: its shape, and before that where it names each of these things. */
interface Buildable<T> {
  /** "a pull request of GitHub" */
  readonly what: string;
  /** `{ 'head commit': ['pull_request', 'head', 'sha'] }` */
  readonly needs: Readonly<Record<string, readonly string[]>>;
  readonly reader: Reader<T>;
}

/**
 * Hands on a payload whose kind is known to build. One that lacks what a build needs is ignored, not refused: hosts
 * send such payloads of branches and forks that are gone, and stop delivering to a hook that refuses a few.
 */
export function readBuildable<T>(
  payload: unknown,
  { what, needs, reader }: Buildable<T>,
  use: (payload: T) => Parsed,
): Parsed {
  const [missing] = Object.entries(needs).find(([, path]) => isAbsent(payload, path)) ?? [];
  return missing === undefined
    ? readPayload(payload, reader, what, use)
    : ignored(`The payload names no ${missing}, and ${what} starts no builds without one.`);
}

/** Whether a payload has nothing at this path. Hosts write null, an empty string or a commit of zeros for that. */
export function isAbsent(payload: unknown, path: readonly string[]): boolean {
  let value = payload;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return true;
    value = (value as Readonly<Record<string, unknown>>)[key];
  }
  if (value === undefined || value === null || value === '') return true;
  // A branch may be named "0".
  return typeof value === 'string' && isCommit(value) && isZeroCommit(value);
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

const malformed = (problem: string): Parsed => ({ kind: 'malformed', problem });

/** A name that a sender chose, as a reason may quote it. */
export const quoted = (name: string): string => `"${name.slice(0, 50)}"`;
