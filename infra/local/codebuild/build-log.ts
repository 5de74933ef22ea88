import { closeSync, openSync, writeSync } from 'node:fs';

/** The log of one build, as CodeBuild writes it. Commands write to the same file, by its descriptor. */
export interface BuildLog {
  readonly descriptor: number;
  /** A line of the agent's own. */
  line(text: string): void;
  close(): void;
}

export function openBuildLog(file: string): BuildLog {
  // Appending, so that lines of commands and of the agent stand in the order in which they were written.
  const descriptor = openSync(file, 'a');
  return {
    descriptor,
    line: (text) => void writeSync(descriptor, `[Container] ${timestamp(new Date())} ${text}\n`),
    close: () => closeSync(descriptor),
  };
}

/** "2026/11/22 16:00:00.123456"; the clock here has only milliseconds. */
const timestamp = (time: Date): string =>
  `${time.toISOString().slice(0, 23).replaceAll('-', '/').replace('T', ' ')}000`;
