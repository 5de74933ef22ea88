import { afterEach, beforeEach, expect, test } from 'vitest';
import { parameterSecrets } from '../../../functions/adapters/parameter-secrets.ts';
import type { AwsService } from '../../../infra/local/aws/aws-service.ts';
import { createParameters, type Parameters } from '../../../infra/local/parameters/parameters.ts';
import { startStandIns, temporaryDirectory, type StandIns } from '../../infra/local/start-stand-ins.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const START = Date.parse('2026-01-01T00:00:00Z');

let directory: Awaited<ReturnType<typeof temporaryDirectory>>;
let parameters: Parameters;
let standIns: StandIns;
let calls: number;
let down: boolean;
let now: number;

beforeEach(async () => {
  directory = await temporaryDirectory();
  parameters = createParameters({ directory: directory.path });
  calls = 0;
  down = false;
  now = START;
  const counted: AwsService = {
    signingName: 'ssm',
    async handle(request) {
      calls += 1;
      if (down) return { status: 500, headers: {}, body: '{"__type":"InternalServerError"}' };
      return parameters.handle(request);
    },
  };
  standIns = await startStandIns(directory.path, [counted]);
});
afterEach(async () => {
  await standIns.stop();
  await directory.remove();
});

const put = (hook: string, value: string): void => parameters.put(`/pushlight/test/webhooks/${hook}`, value);
const open = () => parameterSecrets('test', { ...standIns.client, endpointUrls: { ssm: standIns.url } }, () => now);

test('one read serves every hook for a minute, including unknown ones', async () => {
  for (let index = 0; index < 12; index += 1) put(`hook-${index}`, `secret ${index}`.replace(' ', '-'));
  const secrets = open();
  expect(await secrets.ofHook('hook-0')).toEqual(['secret-0']);
  const pages = calls;
  expect(await secrets.ofHook('hook-11')).toEqual(['secret-11']);
  expect(await secrets.ofHook('unknown')).toEqual([]);
  now += MINUTE;
  await secrets.ofHook('hook-0');
  expect(calls).toBe(pages);
  now += 1;
  await secrets.ofHook('hook-0');
  expect(calls).toBe(2 * pages);
});

test('a secret rotated within the last minute is found by a fresh read, which strangers cannot force at will', async () => {
  put('github', 'old');
  const secrets = open();
  expect(await secrets.ofHook('github')).toEqual(['old']);
  put('github', 'new\nold until=2026-01-01T01:00:00Z');
  now += 6 * SECOND;
  expect(await secrets.ofHook('github')).toEqual(['old']);
  expect(await secrets.ofHook('github', { fresh: true })).toEqual(['new', 'old']);
  const before = calls;
  for (let attempt = 0; attempt < 100; attempt += 1) await secrets.ofHook('github', { fresh: true });
  expect(calls).toBe(before);
});

test('after a rotation, the old secret ends at the time that it specifies', async () => {
  put('github', 'new\nold until=2026-01-01T00:00:30Z');
  const secrets = open();
  expect(await secrets.ofHook('github')).toEqual(['new', 'old']);
  now += 30 * SECOND;
  expect(await secrets.ofHook('github')).toEqual(['new']);
});

test('if Parameter Store fails, the last values are used for a quarter of an hour', async () => {
  put('github', 'secret');
  const secrets = open();
  await secrets.ofHook('github');
  down = true;
  now = START + 15 * MINUTE;
  expect(await secrets.ofHook('github')).toEqual(['secret']);
  now += 1;
  await expect(secrets.ofHook('github')).rejects.toThrow();
  down = false;
  expect(await secrets.ofHook('github')).toEqual(['secret']);
});

test('after a first read that fails, nothing is kept and the next delivery reads again', async () => {
  put('github', 'secret');
  down = true;
  const secrets = open();
  await expect(secrets.ofHook('github')).rejects.toThrow();
  down = false;
  expect(await secrets.ofHook('github')).toEqual(['secret']);
});

test('deliveries that arrive at the same time share one read', async () => {
  put('github', 'secret');
  const secrets = open();
  await Promise.all(Array.from({ length: 20 }, () => secrets.ofHook('github')));
  expect(calls).toBe(1);
});
