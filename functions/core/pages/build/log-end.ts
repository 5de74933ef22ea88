import type { DetailedRecord } from '../../builds/build-record.ts';
import type { Project } from '../../configuration.ts';
import { excerptOf } from '../../excerpt/excerpt-message.ts';
import type { ReadExcerpt } from '../../excerpt/excerpt-ports.ts';
import type { Excerpt } from '../../excerpt/make-excerpt.ts';

/** The end of a build's log, or why there is none. */
export type LogEnd = Excerpt | { readonly why: string; readonly isAwaited?: true };

/** After a build's end; lines of its log arrive late. */
const LONGEST_WAIT_MS = 5 * 60_000;

/**
 * Undefined where the page says nothing about the log: the build still runs, or its project asks for no excerpt of it.
 *
 * @param found in the row of the build's number, which can be of another build
 * @param now milliseconds since 1970
 */
export function logEnd(
  record: DetailedRecord,
  project: Project,
  found: ReadExcerpt | undefined,
  now: number,
): LogEnd | undefined {
  if (!project.logExcerpt) return undefined;
  if (found?.buildId === record.buildId) return { text: found.text, isCut: found.isCut };
  const { withheld, ...wanted } = project.logExcerpt;
  if (!excerptOf(record, { ...project, logExcerpt: wanted })) return undefined;
  if (withheld === 'no log') return { why: 'The log of this project is not kept where it could be read.' };
  if (withheld === 'secrets') return { why: 'The log of this project is not shown.' };
  return record.endedAt !== undefined && now - record.endedAt < LONGEST_WAIT_MS
    ? { why: 'The last lines of the log arrive within minutes.', isAwaited: true }
    : { why: 'No log of this build is kept.' };
}
