import { afterAll, beforeAll, expect, test } from 'vitest';
import { pushPayload } from '../../infra/local/git/push-payload.ts';
import { temporaryDirectory } from '../infra/local/start-stand-ins.ts';
import { developer, pushSilently } from './developer.ts';
import { deliver, deliverySettings, runStack, type RunningStack } from './run-stack.ts';

const PUSHES = 100;
const ref = 'refs/heads/busy';

let stack: RunningStack;
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  stack = await runStack();
  directory = await temporaryDirectory();
});
afterAll(async () => {
  await stack.stop();
  await directory.remove();
});

test('a hundred pushes of a branch within seconds build in their order and show the last', async () => {
  const ada = await developer(directory.path);
  const commits = [await ada.commitSample()];
  while (commits.length <= PUSHES) commits.push(await ada.commit({ notes: String(commits.length) }));
  await pushSilently(ada, stack.sample, commits.at(-1)!, ref);
  const settings = await deliverySettings(stack.sample);

  for (const [index, after] of commits.slice(1).entries()) {
    const push = { before: commits[index]!, after, ref };
    const body = JSON.stringify(await pushPayload(stack.sample.path, push, new Date(Date.now() + index)));
    expect((await deliver(settings, body)).status).toBe(202);
  }

  await stack.shown(PUSHES);
  const started = stack.logs.flatMap((line) =>
    line.includes('"event":"build-started"') ? /"commit":"(\w+)"/.exec(line)?.[1] : [],
  );
  expect(started).toEqual(commits.slice(1));
  expect(await stack.rows.read('sample', `ended#ref#${ref}`)).toMatchObject({ commit: commits.at(-1), number: PUSHES });
}, 300_000);
