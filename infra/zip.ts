import { zipSync } from 'fflate';
import type { Zippable } from 'fflate';

const UNIX = 3;
const READABLE_FILE = 0o100644;
/** In local time, as a zip file's dates are: the same everywhere. The format begins with that year. */
const MTIME = new Date(1980, 0, 1);

/** A zip archive of files by their names in it. The same files give the same bytes. */
export function zip(files: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const entries: Zippable = {};
  for (const name of Object.keys(files).sort()) {
    const content = files[name];
    if (content) entries[name] = [content, { level: 9, mtime: MTIME, os: UNIX, attrs: READABLE_FILE << 16 }];
  }
  return zipSync(entries);
}
