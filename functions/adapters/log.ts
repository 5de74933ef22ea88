/**
 * One JSON line an event, in the function's log group. Names, ids and outcomes only:
 * never a header, a body, an event or a variable's value, which may hold secrets.
 */
export type LogFields = Readonly<Record<string, string | number | boolean | undefined>>;

export const log = {
  info: (message: string, fields: LogFields = {}): void => console.log(line('info', message, fields)),
  error: (message: string, fields: LogFields = {}): void => console.error(line('error', message, fields)),
};

const line = (level: string, message: string, fields: LogFields): string =>
  JSON.stringify({ level, message, ...fields });

/** What may be told of an error: its name and message. */
export const errorFields = (error: unknown): LogFields =>
  error instanceof Error ? { error: error.name, detail: error.message.slice(0, 500) } : { error: String(error) };
