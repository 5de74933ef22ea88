import { expect, test } from 'vitest';
import { childrenOf } from '../infra/children-of.ts';
import { temporaryDirectory } from '../infra/local/start-stand-ins.ts';
import { inDirectory, spawnStart } from './start-command.ts';

test('a service that waits for pushes keeps no helper process running', { timeout: 60_000 }, async () => {
  const state = await temporaryDirectory();
  // As in a fresh clone, since tsx would take earlier output from its cache.
  const service = spawnStart(inDirectory(state.path), { ...process.env, TSX_DISABLE_CACHE: '1' });
  await service.event('badge', ({ project }) => project === 'sample');
  await expect.poll(() => childrenOf(service.process.pid), { timeout: 20_000 }).toEqual([]);
  service.interrupt();
  expect(await service.ended).toEqual({ code: 0, stderr: '' });
  await state.remove();
});
