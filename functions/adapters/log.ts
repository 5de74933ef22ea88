import { stdout } from 'node:process';
import { LOG_EVENTS, type LogEventName } from '../core/log-events.ts';

/**
 * One JSON line per event, in the function's log group. A line contains only names, ids and outcomes: never a header, a
 * body, an event or the value of a variable, which may hold secrets.
 */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

export const log = {
  info: (event: LogEventName, fields?: LogFields): void => write('info', event, fields),
  error: (event: LogEventName, fields?: LogFields): void => write('error', event, fields),
};

/**
 * Bypasses the console, since Lambda wraps its lines, and no metric filter would find the event in them. Lambda keeps the
 * level of a line that has a timestamp.
 * https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/blob/main/src/LogPatch.js
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
 */
const write = (level: string, event: LogEventName, fields: LogFields = {}): void =>
  void stdout.write(
    `${JSON.stringify({ timestamp: new Date().toISOString(), level, event, message: LOG_EVENTS[event], ...fields })}\n`,
  );

/** What may be logged about an error: its name, its message, and the id of the request that AWS refused. */
export function errorFields(error: unknown): LogFields {
  if (!(error instanceof Error)) return { error: String(error) };
  const { requestId } = ('$metadata' in error ? error.$metadata : {}) as { readonly requestId?: string };
  return { error: error.name, detail: error.message.slice(0, 500), awsRequestId: requestId };
}
