import { createWriteStream } from 'node:fs';

/** What the functions print, as their log groups would have it: a line each, in a file of this start. */
export interface FunctionLog {
  add(line: string): void;
  /** Resolves when all is written; later lines are dropped. */
  close(): Promise<void>;
}

export function openFunctionLog(file: string, now: () => Date = () => new Date()): FunctionLog {
  // Names and ids of private projects stand in it.
  const stream = createWriteStream(file, { flags: 'w', mode: 0o600 });
  return {
    add(line) {
      if (stream.writable) stream.write(`${now().toISOString()} ${line}\n`);
    },
    close: () => new Promise((resolve) => stream.end(resolve)),
  };
}
