import { once } from 'node:events';
import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findRunningService } from '../../../infra/local/running-service.ts';
import { announceService, findService } from '../../../infra/local/service-file.ts';
import { openStateDirectory } from '../../../infra/local/state-directory.ts';
import { stateHolder } from './state-holder.ts';
import { temporaryDirectory } from './start-stand-ins.ts';

const URLS = { url: 'http://127.0.0.1:3000', awsUrl: 'http://127.0.0.1:3001' };

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeEach(async () => void (directory = await temporaryDirectory()));
afterEach(() => directory.remove());

const fileOf = () => path.join(directory.path, 'service.json');

test('a service is found with its process and ports, from its start to its end', async () => {
  expect(await findService(directory.path)).toBeUndefined();
  const state = await openStateDirectory(directory.path);
  const withdraw = await announceService(directory.path, URLS);

  expect(await findService(directory.path)).toEqual({ pid: process.pid, ...URLS });
  expect((await stat(fileOf())).mode & 0o777).toBe(0o600);
  expect(await findRunningService(directory.path)).toMatchObject({ endpoint: URLS.awsUrl, region: 'us-east-1' });

  await withdraw();
  expect(await findService(directory.path)).toBeUndefined();
  await expect(findRunningService(directory.path)).rejects.toThrow(
    `${directory.path} is in use by process ${process.pid}, which is not ready yet: try again when npm start reports that it is.`,
  );
  await state.release();
});

test('the file of a killed service is ignored, even while another process uses the directory', async () => {
  const killed = await stateHolder(directory.path);
  await writeFile(fileOf(), JSON.stringify({ pid: killed.pid, ...URLS }));
  expect(await findService(directory.path)).toMatchObject({ pid: killed.pid });

  killed.kill('SIGKILL');
  await once(killed, 'exit');
  expect(await findService(directory.path)).toBeUndefined();
  await expect(findRunningService(directory.path)).rejects.toThrow(
    `No Pushlight is running with ${directory.path}: start it with npm start`,
  );

  const state = await openStateDirectory(directory.path);
  expect(await findService(directory.path)).toBeUndefined();
  await state.release();
});

test.each(['', '{', '[]', '{"pid":1}', JSON.stringify({ pid: process.pid, url: 1, awsUrl: null })])(
  'a damaged file is ignored: %j',
  async (text) => {
    const state = await openStateDirectory(directory.path);
    await writeFile(fileOf(), text);
    expect(await findService(directory.path)).toBeUndefined();
    expect(await readFile(fileOf(), 'utf8')).toBe(text);
    await state.release();
  },
);
