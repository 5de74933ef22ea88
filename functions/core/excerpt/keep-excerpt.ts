import type { ExcerptMessage } from './excerpt-message.ts';
import type { ExcerptPorts, LogEnds } from './excerpt-ports.ts';
import { hasEnd, isEnough, makeExcerpt } from './make-excerpt.ts';

/** After this many receives, about four minutes after the build, the log is used as it is. */
const MOST_RECEIVES = 6;
/**
 * Each page has up to a megabyte. The last output of a command is on the last page, unless others print much after it.
 */
const MOST_PAGES = 8;

export type Kept =
  | { readonly kind: 'kept'; readonly lines: number }
  | { readonly kind: 'later'; readonly seconds: number }
  /** The project does not want an excerpt, or no longer does. */
  | { readonly kind: 'not wanted' }
  | { readonly kind: 'no log' };

/**
 * Reads the end of a build's log and stores an excerpt of it. Repeating this changes nothing.
 *
 * @param receives how often the message was received, starting at 1
 */
export async function keepExcerpt(
  { project, buildId, number, startedAt, phase }: ExcerptMessage,
  receives: number,
  { configuration, logs, excerpts }: ExcerptPorts,
): Promise<Kept> {
  const { logExcerpt } = configuration.projects.get(project) ?? {};
  if (!logExcerpt || logExcerpt.withheld !== undefined) return { kind: 'not wanted' };
  const uuid = buildId.slice(buildId.indexOf(':') + 1);
  const { groupName, streamPrefix } = logExcerpt;
  const stream = { groupName, streamName: streamPrefix === undefined ? uuid : `${streamPrefix}/${uuid}` };
  const log = await readEnd(stream, phase, logs);
  const isWhole = log !== undefined && hasEnd(log, phase ?? 'UPLOAD_ARTIFACTS');
  if (!isWhole && receives < MOST_RECEIVES) return { kind: 'later', seconds: 4 * 2 ** receives };
  if (log === undefined || log === '') return { kind: 'no log' };
  const excerpt = makeExcerpt(log, phase);
  await excerpts.keep({ ...excerpt, project, buildId, number, startedAt });
  return { kind: 'kept', lines: excerpt.text === '' ? 0 : excerpt.text.split('\n').length };
}

/** As much of a log's end as the excerpt needs; undefined if there is no log. */
async function readEnd(
  stream: Parameters<LogEnds['readBack']>[0],
  phase: string | undefined,
  logs: LogEnds,
): Promise<string | undefined> {
  let log = '';
  let before: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const end = await logs.readBack(stream, before);
    if (end === 'no such stream') return undefined;
    log = joined(end.messages) + log;
    before = end.before;
    if (before === undefined || isEnough(log, phase)) break;
  }
  return log;
}

/** An event is one line, several lines, or a part of a long line; each line of the agent begins a new event. */
const joined = (messages: readonly string[]): string =>
  messages.map((message, index) => (isLine(message, messages[index + 1]) ? `${message}\n` : message)).join('');

const isLine = (message: string, next: string | undefined): boolean =>
  !message.endsWith('\n') && (next?.startsWith('[Container] ') ?? false);
