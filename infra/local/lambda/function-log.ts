import { createWriteStream } from 'node:fs';
import { fileError } from '../state/file-error.ts';

/** What the functions print, as their log groups would have it: a line each, in a file of this start. */
export interface FunctionLog {
  add(line: string): void;
  /** Resolves when all is written; later lines are dropped. */
  close(): Promise<void>;
}

export interface FunctionLogOptions {
  /** Takes why nothing more is written, once. */
  readonly onFailure: (error: Error) => void;
  readonly now?: () => Date;
}

export function openFunctionLog(file: string, { onFailure, now = () => new Date() }: FunctionLogOptions): FunctionLog {
  // Names and ids of private projects stand in it.
  const stream = createWriteStream(file, { flags: 'w', mode: 0o600 });
  stream.on('error', (error) => onFailure(fileError(file, 'written', error)));
  return {
    add(line) {
      if (stream.writable) stream.write(`${now().toISOString()} ${line}\n`);
    },
    close: () => new Promise((resolve) => stream.end(resolve)),
  };
}
