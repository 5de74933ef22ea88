import { once } from 'node:events';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStateDirectory } from '../../../infra/local/state-directory.ts';
import { stateHolder } from './state-holder.ts';
import { temporaryDirectory } from './start-stand-ins.ts';

let parent: Awaited<ReturnType<typeof temporaryDirectory>>;
let path: string;
beforeEach(async () => {
  parent = await temporaryDirectory();
  path = join(parent.path, 'state');
});
afterEach(() => parent.remove());

test('creates the directory for the owner alone, and releases it without a trace', async () => {
  const state = await openStateDirectory(path);

  expect(state.path).toBe(path);
  if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o700);
  await state.release();
  expect(await readdir(path)).toEqual([]);
});

test.each(['file', 'file/below'])(
  'a path that cannot be written is reported in one line that says what to do: %s',
  async (name) => {
    await writeFile(join(parent.path, 'file'), '');
    const directory = join(parent.path, name);
    await expect(openStateDirectory(directory)).rejects.toThrow(
      new RegExp(`^${directory} cannot be written \\(E[A-Z]+\\): choose another directory with --state DIR\\.$`),
    );
  },
);

test('is for one process: a second one is told which process has it, until that one is killed', async () => {
  const first = await stateHolder(path);

  await expect(openStateDirectory(path)).rejects.toThrow(
    `${path} is in use by process ${first.pid}: wait until it ends, stop it, or choose another directory with --state DIR.`,
  );

  first.kill('SIGKILL');
  await once(first, 'exit');
  const state = await openStateDirectory(path);
  expect(await readdir(path)).toHaveLength(1);
  await state.release();
});

test('of many processes that open it at once, at most one gets it', async () => {
  const attempts = await Promise.allSettled(Array.from({ length: 5 }, () => openStateDirectory(path)));

  const opened = attempts.filter((attempt) => attempt.status === 'fulfilled');
  expect(opened.length).toBeLessThanOrEqual(1);
  await Promise.all(opened.map(({ value }) => value.release()));
  const state = await openStateDirectory(path);
  await state.release();
});

test('a lock whose process number and port now belong to others keeps nobody out', async () => {
  const other = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')).listen(0, '127.0.0.1');
  await once(other, 'listening');
  const { port } = other.address() as AddressInfo;
  await (await openStateDirectory(path)).release();
  await writeFile(join(path, `lock-${process.pid}-${port}-00000000-0000-0000-0000-000000000000`), '');

  const state = await openStateDirectory(path);

  await state.release();
  other.close();
});
