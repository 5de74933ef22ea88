import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { loadCredentials } from '../../../../infra/local/aws/credentials.ts';
import { temporaryDirectory } from '../start-stand-ins.ts';

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeEach(async () => {
  directory = await temporaryDirectory();
});
afterEach(() => directory.remove());

test('creates an access key that looks like one of AWS, readable by the owner alone, and keeps it', async () => {
  const made = await loadCredentials(directory.path);

  expect(made.accessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/);
  expect(made.secretAccessKey).toHaveLength(40);
  expect(await loadCredentials(directory.path)).toEqual(made);
  const { mode } = await stat(join(directory.path, 'credentials.json'));
  if (process.platform !== 'win32') expect(mode & 0o777).toBe(0o600);
});

test('does not replace a file that it cannot read', async () => {
  const file = join(directory.path, 'credentials.json');
  await writeFile(file, 'something else');

  await expect(loadCredentials(directory.path)).rejects.toThrow(`${file} does not contain an access key`);
  expect(await readFile(file, 'utf8')).toBe('something else');
});
