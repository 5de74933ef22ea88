import { afterAll, beforeAll, expect, test } from 'vitest';
import { pushPayload } from '../../infra/local/git/push-payload.ts';
import { temporaryDirectory } from '../infra/local/start-stand-ins.ts';
import { developer, pushSilently } from './developer.ts';
import { deliver, deliverySettings, runService, type ObservedService } from './run-service.ts';

const PUSHES = 100;
const ref = 'refs/heads/busy';

let service: ObservedService;
let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  service = await runService();
  directory = await temporaryDirectory();
});
afterAll(async () => {
  await service.stop();
  await directory.remove();
});

test('a hundred pushes of a branch within seconds build in order, and the badge shows the last', async () => {
  const ada = await developer(directory.path);
  const commits = [await ada.commitSample()];
  while (commits.length <= PUSHES) commits.push(await ada.commit({ notes: String(commits.length) }));
  await pushSilently(ada, service.sample, commits.at(-1)!, ref);
  const settings = await deliverySettings(service.sample);

  for (const [index, after] of commits.slice(1).entries()) {
    const push = { before: commits[index]!, after, ref };
    const body = JSON.stringify(await pushPayload(service.sample.path, push, new Date(Date.now() + index)));
    expect((await deliver(settings, body)).status).toBe(202);
  }

  const started = () =>
    service.logs.flatMap((line) =>
      line.includes('"event":"build-started"') ? /"commit":"(\w+)"/.exec(line)?.[1] : [],
    );
  await service.shown(PUSHES);
  // The last build can end before the function that started it has logged so.
  await service.until(() => started().length >= PUSHES || undefined);
  expect(started()).toEqual(commits.slice(1));
  expect(await service.rows.readNewest('sample', `ref#${ref}`)).toMatchObject({
    newest: { commit: commits.at(-1), number: PUSHES },
  });
}, 300_000);
