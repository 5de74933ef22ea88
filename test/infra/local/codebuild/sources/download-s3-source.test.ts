import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { downloadS3Source } from '../../../../../infra/local/codebuild/sources/download-s3-source.ts';
import { zip, type ZipFile } from '../../../../../infra/package/zip.ts';
import { removeTemporaryDirectories, temporaryDirectory } from '../test-bench.ts';

afterAll(removeTemporaryDirectories);

const content = Buffer.from('echo built\n');

async function download(archive: Uint8Array): Promise<string> {
  const folder = temporaryDirectory();
  writeFileSync(path.join(folder, 'source.zip'), archive);
  await downloadS3Source(path.join(folder, 'source.zip'), path.join(folder, 'source'));
  return path.join(folder, 'source');
}

const archiveOf = (name: string, file: Uint8Array | ZipFile = content): Buffer => Buffer.from(zip({ [name]: file }));

test('a zip is unpacked with its folders, names in any script, and executable bits', async () => {
  const source = await download(zip({ 'a/b/Übung.sh': { content, mode: 0o100755 }, 'empty/': Buffer.alloc(0) }));
  const file = path.join(source, 'a/b/Übung.sh');
  expect(readFileSync(file)).toEqual(content);
  expect(statSync(file).mode & 0o777).toBe(0o755);
  expect(readdirSync(path.join(source, 'empty'))).toEqual([]);
});

/** Stored without compression, so that the text can be changed in the archive. */
const damaged = (): Buffer => {
  const archive = archiveOf('a', Buffer.from('abc'));
  const at = archive.indexOf(Buffer.from('a')) + 1;
  archive[at] = archive[at]! ^ 0x10;
  return archive;
};

test.each([
  ['that is not a zip', Buffer.from('<html>no zip</html>')],
  ['that is truncated', archiveOf('buildspec.yml').subarray(0, 60)],
  ['whose contents are damaged', damaged()],
  ['with a name that leads out of the source', archiveOf('../evil')],
  ['with a name in a folder that leads out of the source', archiveOf('a/../../evil')],
  ['with an absolute name', archiveOf('/tmp/evil')],
])('a zip %s fails the download, and the message names the file', async (_, archive) => {
  await expect(download(archive)).rejects.toThrow(/source\.zip: \S/);
});
