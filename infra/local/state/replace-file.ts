import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { fileError } from './file-error.ts';

/**
 * Replaces the content of a file atomically: a concurrent reader gets either the old or the new content, never a mix.
 * Only the owner can read the file.
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
      // Whatever prevents writing it may also prevent removing it.
    }
    throw fileError(file, 'written', error);
  }
}
