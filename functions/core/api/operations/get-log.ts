import { hasEnded } from '../../builds/build-record.ts';
import { acceptWeights } from '../../http/accept-weights.ts';
import { NOT_FOUND, type ApiResponse } from '../api-response.ts';
import type { ApiPorts, LogPage } from '../api-ports.ts';
import type { Call } from '../call.ts';
import { readCursor, writeCursor } from './cursor.ts';
import { describeTime } from './describe-build.ts';
import { findBuild } from './find-build.ts';
import { refuseCursor } from './pages.ts';

/** The position of the beginning of a log that does not exist yet. */
const BEGINNING = 'beginning';
const ASK_AGAIN = { 'retry-after': '2' };

export async function getLog(call: Call<'getLog'>, ports: ApiPorts): Promise<ApiResponse> {
  const found = await findBuild(call, ports);
  if (!found) return NOT_FOUND;
  const { cursor } = call.query;
  const from = cursor === undefined ? BEGINNING : readCursor(cursor);
  if (from === undefined) return refuseCursor();
  const { log } = found.observed;
  const read = log ? await ports.logs.read(log, from === BEGINNING ? undefined : from) : 'no such stream';
  if (read === 'no such position') return refuseCursor();
  const page: LogPage = read === 'no such stream' ? { events: [], next: from } : read;

  // CloudWatch Logs returns the same position again when nothing follows.
  const isAtEnd = page.next === from;
  const nextCursor = isAtEnd && hasEnded(found.record) ? undefined : writeCursor(page.next);
  const link = `</builds/${encodeURIComponent(found.observed.id)}/log?cursor=${nextCursor}>; rel="next"`;
  const headers = {
    vary: 'accept',
    ...(nextCursor !== undefined && { link }),
    ...(nextCursor !== undefined && isAtEnd && ASK_AGAIN),
  };
  if (!prefersJson(call.headers.Accept)) {
    return { status: 200, text: page.events.map(({ message }) => message).join(''), headers };
  }
  const events = page.events.map(({ timestamp, message }) => ({ time: describeTime(timestamp), message }));
  return { status: 200, json: { events, ...(nextCursor !== undefined && { nextCursor }) }, headers };
}

function prefersJson(accept = '*/*'): boolean {
  const weights = acceptWeights(accept);
  const weightOf = (type: string, range: string): number =>
    weights.get(type) ?? weights.get(range) ?? weights.get('*/*') ?? 0;
  return weightOf('application/json', 'application/*') > weightOf('text/plain', 'text/*');
}
