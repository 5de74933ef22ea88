import { zipSync } from 'fflate';
import type { Zippable } from 'fflate';

const UNIX = 3;
const READABLE_FILE = 0o100644;
/**
 * In local time, as the dates in zip files are, so it is the same everywhere. The format's dates begin in that year.
 */
const MTIME = new Date(1980, 0, 1);

/** A file in an archive, with its type and permissions as in `stat`. */
export interface ZipFile {
  readonly content: Uint8Array;
  readonly mode: number;
}

/**
 * Creates a zip archive of files by their names; files without a mode are readable by everyone. The same files always
 * produce the same bytes.
 */
export function zip(files: Readonly<Record<string, Uint8Array | ZipFile>>): Uint8Array {
  const entries: Zippable = {};
  for (const name of Object.keys(files).sort()) {
    const file = files[name];
    if (!file) continue;
    const { content, mode } = file instanceof Uint8Array ? { content: file, mode: READABLE_FILE } : file;
    // An unsigned shift, since a file's type sets the highest bit.
    entries[name] = [content, { level: 9, mtime: MTIME, os: UNIX, attrs: (mode << 16) >>> 0 }];
  }
  return zipSync(entries);
}
