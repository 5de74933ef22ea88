import { readFileSync } from 'node:fs';
import { fileError } from './file-error.ts';

/** The text of a file; undefined if it does not exist. @throws Error, one line, naming the file */
export function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw fileError(file, 'read', error);
  }
}
