import type { DetailedRecord } from '../../builds/build-record.ts';
import type { Project } from '../../configuration.ts';
import { excerptOf } from '../../excerpt/excerpt-message.ts';
import type { Excerpt } from '../../excerpt/make-excerpt.ts';

/** The end of a build's log, or why there is none. */
export type LogEnd = Excerpt | { readonly why: string; readonly isAwaited?: true };

/** After a build's end; lines of its log arrive late. */
const LONGEST_WAIT_MS = 5 * 60_000;

/**
 * Undefined where the page does not mention the log: the build is still running, or its project, as it is configured
 * now, asks for no excerpt of such a build, whatever was kept before.
 *
 * @param excerpt what is kept of the build's log
 * @param now milliseconds since 1970
 */
export function logEnd(
  record: DetailedRecord,
  project: Project,
  excerpt: Excerpt | undefined,
  now: number,
): LogEnd | undefined {
  if (!project.logExcerpt) return undefined;
  const { withheld, ...wanted } = project.logExcerpt;
  if (!excerptOf(record, { ...project, logExcerpt: wanted })) return undefined;
  if (withheld === 'no log') return { why: 'The log of this project is not kept where it could be read.' };
  if (withheld === 'secrets') return { why: 'The log of this project is not shown.' };
  if (excerpt) return excerpt;
  return record.endedAt !== undefined && now - record.endedAt < LONGEST_WAIT_MS
    ? { why: 'The last lines of the log arrive within minutes.', isAwaited: true }
    : { why: 'No log of this build is kept.' };
}
