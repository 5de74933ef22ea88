import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { pushSample } from '../../infra/local/git/sample-repository.ts';
import type { ServerlessFunction } from '../../infra/serverless-file/read-serverless-file.ts';
import { temporaryDirectory } from '../infra/local/start-stand-ins.ts';
import { badgeOf, runService } from './run-service.ts';

/** Accepts every request and responds to none. */
const silent = createServer(() => {});
let state: Awaited<ReturnType<typeof temporaryDirectory>>;
beforeAll(async () => {
  state = await temporaryDirectory();
  await once(silent.listen(0, '127.0.0.1'), 'listening');
});
afterAll(async () => {
  silent.closeAllConnections();
  silent.close();
  await state.remove();
});

/** Every call to a table takes as long as the function allows. */
const withoutTables = (functions: readonly ServerlessFunction[]): readonly ServerlessFunction[] =>
  functions.map((each) => ({
    ...each,
    environment: {
      ...each.environment,
      AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${(silent.address() as AddressInfo).port}`,
    },
  }));

test(
  'stopping does not wait for functions, and the next start finishes what was left',
  { timeout: 60_000 },
  async () => {
    const first = await runService({ directory: state.path, amend: withoutTables });
    const asked = once(silent, 'request');
    await pushSample(first.sample, () => {});
    await asked;
    const started = performance.now();
    await first.stop();
    // One call takes 8 s. Stopping ends within 5 s if the machine is not busy.
    expect(performance.now() - started).toBeLessThan(8000);
    expect(first.progress.filter(({ type }) => type === 'problem')).toEqual([]);
    expect(await readFile(path.join(state.path, 'queues.jsonl'), 'utf8')).toContain('refs/heads/main');

    const second = await runService({ directory: state.path });
    await second.shown(1);
    expect(await badgeOf(second.url)).toBe('build: passing');
    await second.stop();
  },
);
