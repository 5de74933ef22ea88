import { inflateRawSync } from 'node:zlib';

export interface ZipEntry {
  /** As the archive has it: relative, with slashes; one that ends in a slash is a directory. */
  readonly name: string;
  /** Unix permissions; undefined in an archive made elsewhere. */
  readonly mode: number | undefined;
  readonly content: () => Buffer;
}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const STORED = 0;
const DEFLATED = 8;
const UNIX = 3;

/**
 * The entries of a zip archive, by its central directory. Throws Error for what is no zip, or one of 4 GB and more.
 * Source: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export function readZip(archive: Buffer): ZipEntry[] {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || archive.readUInt32LE(end) !== END) throw new Error('not a zip archive: it has no central directory');
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  return Array.from({ length: count }, () => {
    if (archive.readUInt32LE(at) !== ENTRY) throw new Error(`damaged zip archive: no entry at byte ${at}`);
    const nameLength = archive.readUInt16LE(at + 28);
    const entry = readEntry(archive, at, nameLength);
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
    return entry;
  });
}

function readEntry(archive: Buffer, at: number, nameLength: number): ZipEntry {
  const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
  const method = archive.readUInt16LE(at + 10);
  const size = archive.readUInt32LE(at + 20);
  const local = archive.readUInt32LE(at + 42);
  return {
    name,
    mode: archive[at + 5] === UNIX ? (archive.readUInt32LE(at + 38) >>> 16) & 0o777 : undefined,
    content() {
      const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
      const data = archive.subarray(start, start + size);
      if (method === STORED) return data;
      if (method === DEFLATED) return inflateRawSync(data);
      throw new Error(`${name} is compressed by method ${method}: expected deflate`);
    },
  };
}
