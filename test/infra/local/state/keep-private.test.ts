import { chmod, mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keepPrivate } from '../../../../infra/local/state/keep-private.ts';
import { openStateDirectory } from '../../../../infra/local/state-directory.ts';
import { temporaryDirectory } from '../start-stand-ins.ts';

let parent: Awaited<ReturnType<typeof temporaryDirectory>>;
let path: string;
beforeEach(async () => {
  parent = await temporaryDirectory();
  path = join(parent.path, 'state');
  await mkdir(path);
});
afterEach(() => parent.remove());

const modeOf = async (file: string) => (await stat(file)).mode & 0o777;

test.each([0o755, 0o750, 0o701, 0o777])('an empty directory of mode %o is closed to others', async (mode) => {
  await chmod(path, mode);
  const state = await openStateDirectory(path);
  expect(state.wasOpen).toBe(true);
  expect(await modeOf(path)).toBe(0o700);
  await state.release();
  const again = await openStateDirectory(path);
  expect(again.wasOpen).toBe(false);
  await again.release();
});

test.each(['credentials.json', 'lock-1-1-00000000-0000-4000-8000-000000000000'])(
  'a directory that %s shows to be from an earlier start is closed to others',
  async (name) => {
    await chmod(path, 0o755);
    await writeFile(join(path, name), '');
    const state = await openStateDirectory(path);
    expect(await modeOf(path)).toBe(0o700);
    await state.release();
  },
);

test('a directory that others can read and that contains other files is refused and left as it is', async () => {
  await chmod(path, 0o755);
  await writeFile(join(path, 'index.html'), '');
  await expect(openStateDirectory(path)).rejects.toThrow(
    `${path} is open to other users of this machine (mode 755) and contains other files: choose a new directory with --state DIR, or close it with chmod 700.`,
  );
  expect(await modeOf(path)).toBe(0o755);
});

test('a closed directory is used whatever it contains', async () => {
  await chmod(path, 0o700);
  await writeFile(join(path, 'notes'), '');
  await (await openStateDirectory(path)).release();
});

test('a directory of another user is refused, except to the administrator', async () => {
  await chmod(path, 0o700);
  const { uid } = await stat(path);
  await expect(keepPrivate(path, () => true, uid + 1)).rejects.toThrow(
    `${path} belongs to another user: choose another directory with --state DIR.`,
  );
  expect(await keepPrivate(path, () => true, 0)).toBe(false);
});
