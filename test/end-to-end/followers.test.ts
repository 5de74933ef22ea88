import { StartBuildCommand, StopBuildCommand } from '@aws-sdk/client-codebuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { MOST_WAITS } from '../../functions/core/api/waits.ts';
import { apiToken } from '../bench/api-token.ts';
import { endlessBuilds, type EndlessBuilds } from './endless-build.ts';
import { deliver, deliverySettings, runService, type ObservedService } from './run-service.ts';

let service: ObservedService;
let endless: EndlessBuilds;
beforeAll(async () => {
  [service, endless] = await Promise.all([runService(), endlessBuilds()]);
});
afterAll(async () => {
  endless.stop();
  await service.stop();
});

test('while twenty followers wait for a build, the API and the webhooks respond', { timeout: 60_000 }, async () => {
  const started = await service.codeBuild.send(
    new StartBuildCommand({ projectName: 'sample', buildspecOverride: endless.buildspec }),
  );
  const id = started.build?.id ?? '';
  const tokens = await Promise.all(Array.from({ length: 10 }, () => apiToken(service)));
  const ask = (token: string, path: string) =>
    fetch(service.url + path, { headers: { authorization: `Bearer ${token}` } });

  let responded = 0;
  let goOn = () => {};
  const others = new Promise<void>((resolve) => (goOn = resolve));
  const followers = [...tokens, ...tokens].map(async (token) => {
    const { status } = await ask(token, `/builds/${encodeURIComponent(id)}?wait=20`);
    responded += 1;
    if (responded === 20 - MOST_WAITS) goOn();
    return status;
  });
  await others;
  expect((await ask(tokens[0]!, '/projects')).status).toBe(200);
  expect(
    (await deliver(await deliverySettings(service.sample), '{"zen":"x"}', { 'x-github-event': 'ping' })).status,
  ).toBe(200);
  await service.codeBuild.send(new StopBuildCommand({ id }));
  expect(new Set(await Promise.all(followers))).toEqual(new Set([200]));
});
