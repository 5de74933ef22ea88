import { readFileSync, statSync } from 'node:fs';

/** A log stream of CloudWatch Logs, backed by a file with one event per line. */
export interface LogStream {
  readonly groupName: string;
  readonly streamName: string;
  readonly file: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
}

export interface LogEvent {
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly message: string;
  readonly ingestionTime: number;
}

/** The complete lines. A line without a time has that of the previous line. */
export function readEvents({ file, createdAt }: LogStream): LogEvent[] {
  let text: string;
  let ingestionTime: number;
  try {
    text = readFileSync(file, 'utf8');
    ingestionTime = Math.round(statSync(file).mtimeMs);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  let timestamp = Math.round(createdAt);
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      timestamp = timeOf(line) ?? timestamp;
      return { timestamp, message: `${line}\n`, ingestionTime };
    });
}

/** The time in "[Container] 2026/11/22 16:00:00.123456 …". */
function timeOf(line: string): number | undefined {
  const [, date, time] = /^\[Container\] (\d{4}\/\d\d\/\d\d) (\d\d:\d\d:\d\d\.\d{3})/.exec(line) ?? [];
  return date === undefined ? undefined : Date.parse(`${date.replaceAll('/', '-')}T${time}Z`);
}
