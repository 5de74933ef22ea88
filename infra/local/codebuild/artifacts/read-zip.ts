import { buffer } from 'node:stream/consumers';
import { openPromise, type Entry } from 'yauzl';

export interface ZipEntry {
  /** As the archive has it: relative, with slashes; one that ends in a slash is a directory. */
  readonly name: string;
  /** Unix permissions; undefined in an archive made elsewhere. */
  readonly mode: number | undefined;
  readonly content: Buffer;
}

const UNIX = 3;

/**
 * The entries of a zip archive, by its central directory.
 *
 * @throws Error for what is no zip, and at an entry that is damaged, encrypted, or has a name that leads out of a folder
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
