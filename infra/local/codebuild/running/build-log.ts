import { closeSync, openSync, writeSync } from 'node:fs';
import { fileError } from '../../state/file-error.ts';
import { openCommandOutput } from './command-output.ts';
import { createMask } from './mask.ts';

/** The log of one build in CodeBuild's format. */
export interface BuildLog {
  /** Commands write to it. After `settle` at the latest, everything they wrote is in the log, line by line. */
  readonly descriptor: number;
  /** Adds a line of the agent. */
  line(text: string): void;
  /** Masks the values in everything written from now on. */
  hide(values: readonly string[]): void;
  /** Reads everything that commands have written. */
  settle(): void;
  close(): void;
}

/**
 * @param directory the build's own
 * @param onFailure receives the first write error; the build continues without a complete log
 */
export async function openBuildLog(
  file: string,
  directory: string,
  onFailure: (error: Error) => void,
): Promise<BuildLog> {
  const log = openSync(file, 'a', 0o600);
  let mask = createMask([]);
  /** The beginning of a line that may still contain a part of a hidden value. */
  let pending = '';
  let failed = false;
  const write = (text: string): void => {
    try {
      // Written as bytes, whatever the encoding.
      writeSync(log, text, null, 'latin1');
    } catch (error) {
      if (!failed) onFailure(fileError(file, 'written', error));
      failed = true;
    }
  };
  const output = await openCommandOutput(directory, (bytes) => {
    const text = pending + bytes.toString('latin1');
    const end = mask.hidesNothing ? text.length : text.lastIndexOf('\n') + 1;
    pending = text.slice(end);
    write(mask.apply(text.slice(0, end)));
  });
  const settle = (): void => {
    output.drain();
    write(mask.apply(pending));
    pending = '';
  };
  return {
    descriptor: output.descriptor,
    line(text) {
      const line = `[Container] ${timestamp(new Date())} ${text}\n`;
      write(mask.apply(Buffer.from(line).toString('latin1')));
    },
    hide: (values) => void (mask = createMask(values)),
    settle,
    close() {
      settle();
      output.close();
      closeSync(log);
    },
  };
}

/** "2026/11/22 16:00:00.123456"; the clock here only has milliseconds. */
const timestamp = (time: Date): string =>
  `${time.toISOString().slice(0, 23).replaceAll('-', '/').replace('T', ' ')}000`;
