import * as v from 'valibot';
import { asciiJson } from '../ascii-json.ts';
import { hasEnded, type DetailedRecord } from '../builds/build-record.ts';
import type { Project } from '../configuration.ts';
import { text } from '../message-fields.ts';
import { readVersioned, type ReadVersioned } from '../read-versioned.ts';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** A build whose log needs an excerpt; the whole content of a message to `excerpt`. */
const message = v.object({
  v: v.literal(1),
  project: text,
  /** `project:uuid` */
  buildId: v.pipe(text, v.regex(/^[A-Za-z0-9_-]+:[0-9a-f-]{36}$/)),
  number: v.pipe(count, v.minValue(1)),
  /** Milliseconds since 1970. */
  startedAt: count,
  /** The phase that failed. */
  phase: v.optional(v.pipe(text, v.regex(/^[A-Z_]+$/))),
});
export type ExcerptMessage = v.InferOutput<typeof message>;

export const writeExcerptMessage = (asked: ExcerptMessage): string => asciiJson(asked);

export const readExcerptMessage = (body: string): ReadVersioned<ExcerptMessage> =>
  readVersioned(body, message, 'a request for an excerpt');

const FAILED: ReadonlySet<string> = new Set(['FAILED', 'FAULT', 'TIMED_OUT']);

/**
 * The message to send when a build has ended; undefined if its project wants no excerpt of it.
 *
 * @param record with everything that is known about the build
 */
export function excerptOf(record: DetailedRecord, project: Project | undefined): ExcerptMessage | undefined {
  const { logExcerpt } = project ?? {};
  const { buildId, number, status, startedAt, phases = [] } = record;
  if (!logExcerpt || logExcerpt.withheld !== undefined || !hasEnded(record) || startedAt === undefined)
    return undefined;
  if (logExcerpt.when === 'failed' && !FAILED.has(status)) return undefined;
  if (!logExcerpt.forks && mayBeOfFork(record)) return undefined;
  const failed = phases.find((phase) => phase.status !== undefined && phase.status !== 'SUCCEEDED')?.type;
  return {
    v: 1,
    project: record.project,
    buildId,
    number,
    startedAt: Math.round(startedAt),
    ...(failed !== undefined && { phase: failed }),
  };
}

/** A build that was not started through Pushlight does not reveal whose pull request it belongs to. */
const mayBeOfFork = ({ fork, ref }: DetailedRecord): boolean => fork ?? ref?.startsWith('refs/pull/') ?? false;
