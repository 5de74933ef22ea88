import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { fileError } from './file-error.ts';

/**
 * Gives a file this content, at once or not at all: whoever reads it meanwhile finds all of the old one or of the new.
 * Only its owner can read it.
 *
 * @throws Error, one line, naming the file
 */
export function replaceFile(file: string, text: string): void {
  const next = `${file}.new`;
  try {
    writeFileSync(next, text, { mode: 0o600 });
    renameSync(next, file);
  } catch (error) {
    try {
      rmSync(next, { force: true });
    } catch {
      // What keeps it from being written may also keep it from being removed.
    }
    throw fileError(file, 'written', error);
  }
}
