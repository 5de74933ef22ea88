import { buffer } from 'node:stream/consumers';
import { openPromise, type Entry } from 'yauzl';

export interface ZipEntry {
  /** As in the archive: relative, with slashes. A directory's name ends with a slash. */
  readonly name: string;
  /** Unix permissions; undefined if the archive was made on another system. */
  readonly mode: number | undefined;
  readonly content: Buffer;
}

const UNIX = 3;

/**
 * Reads the entries of a zip archive from its central directory.
 *
 * @throws Error if the file is not a zip archive, or if an entry is damaged, encrypted, or has a name that leads
 * outside of the folder
 */
export async function* readZip(file: string): AsyncIterable<ZipEntry> {
  const archive = await openPromise(file);
  try {
    for await (const entry of archive.eachEntry()) {
      const content = await buffer(await archive.openReadStreamPromise(entry));
      yield { name: entry.fileName, mode: modeOf(entry), content };
    }
  } finally {
    archive.close();
  }
}

const modeOf = ({ versionMadeBy, externalFileAttributes }: Entry): number | undefined =>
  versionMadeBy >> 8 === UNIX ? (externalFileAttributes >>> 16) & 0o777 : undefined;
