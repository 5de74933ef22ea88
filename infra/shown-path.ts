import path from 'node:path';

/** A path for people to read and paste: relative to their folder, or absolute if that is shorter. */
export function shownPath(file: string, from = process.cwd()): string {
  const relative = path.relative(from, file) || '.';
  return relative.length < file.length ? relative : file;
}
