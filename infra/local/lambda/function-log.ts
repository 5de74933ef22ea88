import { createWriteStream } from 'node:fs';
import { fileError } from '../state/file-error.ts';

/**
 * What the functions print, as it would appear in their log groups: one line each, in a file that each start replaces.
 */
export interface FunctionLog {
  add(line: string): void;
  /** Resolves when everything is written; later lines are dropped. */
  close(): Promise<void>;
}

export interface FunctionLogOptions {
  /** Called once, with the error after which nothing more is written. */
  readonly onFailure: (error: Error) => void;
  readonly now?: () => Date;
}

export function openFunctionLog(file: string, { onFailure, now = () => new Date() }: FunctionLogOptions): FunctionLog {
  // Only the owner can read the log, because it contains names and ids of private projects.
  const stream = createWriteStream(file, { flags: 'w', mode: 0o600 });
  stream.on('error', (error) => onFailure(fileError(file, 'written', error)));
  return {
    add(line) {
      if (stream.writable) stream.write(`${now().toISOString()} ${line}\n`);
    },
    close: () => new Promise((resolve) => stream.end(resolve)),
  };
}
