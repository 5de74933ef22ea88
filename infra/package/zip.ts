import { zipSync } from 'fflate';
import type { Zippable } from 'fflate';

const UNIX = 3;
const READABLE_FILE = 0o100644;
/** In local time, as a zip file's dates are: the same everywhere. The format begins with that year. */
const MTIME = new Date(1980, 0, 1);

/** A file of an archive with its type and permissions, as `stat` gives them. */
export interface ZipFile {
  readonly content: Uint8Array;
  readonly mode: number;
}

/** A zip archive of files by their names in it; bare contents can be read by all. The same files give the same bytes. */
export function zip(files: Readonly<Record<string, Uint8Array | ZipFile>>): Uint8Array {
  const entries: Zippable = {};
  for (const name of Object.keys(files).sort()) {
    const file = files[name];
    if (!file) continue;
    const { content, mode } = file instanceof Uint8Array ? { content: file, mode: READABLE_FILE } : file;
    // Shifted without a sign: the type of a file sets the highest bit.
    entries[name] = [content, { level: 9, mtime: MTIME, os: UNIX, attrs: (mode << 16) >>> 0 }];
  }
  return zipSync(entries);
}
