import { closeSync, ftruncateSync, fstatSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';

export interface Journal<T> {
  /** Writes one entry. What has been written survives a kill of the process, though not a power cut. */
  append(entry: T): void;
  /** Replaces everything by these entries, at once or not at all. */
  rewrite(entries: readonly T[]): void;
  close(): void;
}

/** A file of JSON lines. Whatever fails throws the file system's error, and leaves what was written before. */
export function openJournal<T>(file: string): Journal<T> {
  let descriptor = openSync(file, 'a', 0o600);
  return {
    append(entry) {
      const { size } = fstatSync(descriptor);
      try {
        writeFileSync(descriptor, line(entry));
      } catch (error) {
        ftruncateSync(descriptor, size);
        throw error;
      }
    },
    rewrite(entries) {
      const next = `${file}.next`;
      writeFileSync(next, entries.map(line).join(''), { mode: 0o600 });
      closeSync(descriptor);
      renameSync(next, file);
      descriptor = openSync(file, 'a', 0o600);
    },
    close: () => closeSync(descriptor),
  };
}

/**
 * The entries of a journal, oldest first; none when there is no file. Half a line at the end is left out: the process
 * was killed before it acknowledged it.
 * @throws Error naming the line that is not JSON
 */
export function readJournal(file: string): unknown[] {
  const lines = readText(file).split('\n');
  lines.pop();
  return lines.map((text, index) => {
    try {
      return JSON.parse(text) as unknown;
    } catch (cause) {
      throw new Error(`${file}, line ${index + 1}, is not JSON: repair it, or delete the file with all its messages.`, {
        cause,
      });
    }
  });
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

const line = (entry: unknown): string => `${JSON.stringify(entry)}\n`;
