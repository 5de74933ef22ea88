import { once } from 'node:events';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { temporaryDirectory } from '../infra/local/start-stand-ins.ts';
import { developer, type Developer } from './developer.ts';
import { endlessBuilds, type EndlessBuilds } from './endless-build.ts';
import { badgeOf } from './run-service.ts';
import { inDirectory, spawnStart, startCommand } from './start-command.ts';

let state: Awaited<ReturnType<typeof temporaryDirectory>>;
let home: Awaited<ReturnType<typeof temporaryDirectory>>;
let ada: Developer;
let endless: EndlessBuilds;
beforeAll(async () => {
  [state, home, endless] = await Promise.all([temporaryDirectory(), temporaryDirectory(), endlessBuilds()]);
  ada = await developer(home.path);
});
afterAll(async () => {
  endless.stop();
  await state.remove();
  await home.remove();
});

/** Pushes a build to the branch `endless`, and waits until its command runs. */
async function pushEndlessBuild() {
  const commit = await ada.commit({ 'buildspec.yml': endless.buildspec, now: String(process.hrtime.bigint()) });
  const [command] = await Promise.all([
    endless.next(),
    ada.git('push', path.join(state.path, 'git', 'sample.git'), `${commit}:refs/heads/endless`),
  ]);
  return command;
}

test(
  'a build that was running when the service ended has a true badge after the next start, and no longer runs',
  { timeout: 60_000 },
  async () => {
    const first = startCommand(inDirectory(state.path));
    await first.event('badge');
    const stopped = await pushEndlessBuild();
    const stoppedEnds = once(stopped, 'close');
    first.interrupt();
    expect(await first.ended).toEqual({ code: 0, stderr: '' });
    await stoppedEnds;
    expect(await first.event('ended', ({ number }) => number === 2)).toMatchObject({ status: 'STOPPED' });

    const second = spawnStart(inDirectory(state.path));
    const { url } = await second.event('ready');
    expect(await badgeOf(url, '?branch=endless')).toBe('build: stopped');
    expect(await badgeOf(url, '?branch=main')).toBe('build: passing');
    const killed = await pushEndlessBuild();
    const killedEnds = once(killed, 'close');
    expect(await second.event('build')).toMatchObject({ number: 3 });
    second.process.kill('SIGKILL');
    await second.ended;

    const third = startCommand(inDirectory(state.path));
    await third.event('badge');
    await killedEnds;
    expect(await third.event('ended')).toMatchObject({ number: 3, status: 'FAULT' });
    expect(await badgeOf((await third.event('ready')).url, '?branch=endless')).toBe('build: error');
    third.interrupt();
    expect(await third.ended).toEqual({ code: 0, stderr: '' });
  },
);
