import { closeSync, ftruncateSync, fstatSync, openSync, writeFileSync } from 'node:fs';
import { fileError } from '../state/file-error.ts';
import { readIfThere } from '../state/read-if-there.ts';
import { replaceFile } from '../state/replace-file.ts';

export interface Journal<T> {
  /** Writes one entry. What has been written survives a kill of the process, but not a power failure. */
  append(entry: T): void;
  /** Replaces all entries atomically. */
  rewrite(entries: readonly T[]): void;
  close(): void;
}

/** A file of JSON lines. Every failure throws one line that names the file, and leaves earlier entries intact. */
export function openJournal<T>(file: string): Journal<T> {
  let descriptor = open(file);
  return {
    append(entry) {
      const { size } = fstatSync(descriptor);
      try {
        writeFileSync(descriptor, line(entry));
      } catch (error) {
        try {
          ftruncateSync(descriptor, size);
        } catch {
          // A device has no size. If the disk fails, half a line remains.
        }
        throw fileError(file, 'written', error);
      }
    },
    rewrite(entries) {
      replaceFile(file, entries.map(line).join(''));
      closeSync(descriptor);
      descriptor = open(file);
    },
    close: () => closeSync(descriptor),
  };
}

/**
 * The entries of a journal, oldest first; none if the file does not exist. An incomplete last line is ignored: the
 * process was killed before it acknowledged the entry.
 * @throws Error, one line, naming the line that is not JSON or that `parse` refuses
 */
export function readJournal<T>(file: string, parse: (entry: unknown) => T): T[] {
  const lines = (readIfThere(file) ?? '').split('\n');
  lines.pop();
  return lines.map((text, index) => {
    try {
      return parse(JSON.parse(text));
    } catch (cause) {
      throw new Error(
        `${file}, line ${index + 1}, is damaged: repair it, or delete the file together with all its messages.`,
        {
          cause,
        },
      );
    }
  });
}

function open(file: string): number {
  try {
    return openSync(file, 'a', 0o600);
  } catch (error) {
    throw fileError(file, 'written', error);
  }
}

const line = (entry: unknown): string => `${JSON.stringify(entry)}\n`;
