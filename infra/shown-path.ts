import path from 'node:path';

/** A path as people read and paste it: from the folder they are in, or whole where that is shorter. */
export function shownPath(file: string, from = process.cwd()): string {
  const relative = path.relative(from, file) || '.';
  return relative.length < file.length ? relative : file;
}
