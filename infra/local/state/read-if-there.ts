import { readFileSync } from 'node:fs';
import { fileError } from './file-error.ts';

/** A file's text; undefined where there is no such file. @throws Error, one line, naming the file */
export function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw fileError(file, 'read', error);
  }
}
