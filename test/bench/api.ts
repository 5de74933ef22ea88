import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Progress } from '../../infra/local/progress.ts';
import { pushSample } from '../../infra/local/sample-repository.ts';
import { startStack } from '../../infra/local/stack.ts';
import { apiToken } from './api-token.ts';
import { median, milliseconds, type Row } from './row.ts';

const STARTS = 30;
const WARM_UP = 5;

/** How long a start by the API takes from its request to CodeBuild, and to its answer, on the whole local stack. */
export async function benchApi(): Promise<readonly Row[]> {
  const directory = await mkdtemp(path.join(tmpdir(), 'pushlight-bench-'));
  const waiting = new Map<Progress['type'], (at: number) => void>();
  const next = (type: Progress['type']) => new Promise<number>((resolve) => waiting.set(type, resolve));
  const stack = await startStack({
    directory,
    port: 0,
    awsPort: 0,
    report: ({ type }) => waiting.get(type)?.(performance.now()),
  });
  try {
    const first = next('badge');
    await pushSample(stack.newRemotes[0]!, () => {});
    await first;
    const authorization = `Bearer ${await apiToken(stack)}`;

    const answered: number[] = [];
    const started: number[] = [];
    for (let start = 0; start < WARM_UP + STARTS; start++) {
      const [startBuild, ended] = [next('build'), next('badge')];
      const sent = performance.now();
      const answer = await fetch(`${stack.url}/projects/sample/builds`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: '{"ref":"main"}',
      });
      const toAnswer = performance.now() - sent;
      if (answer.status !== 201) throw new Error(`A start was answered ${answer.status}: ${await answer.text()}`);
      const toStart = (await startBuild) - sent;
      await ended;
      if (start < WARM_UP) continue;
      answered.push(toAnswer);
      started.push(toStart);
    }
    return [
      { what: `API request to StartBuild, median of ${STARTS}`, ours: milliseconds(median(started)) },
      { what: `API request to 201, median of ${STARTS}`, ours: milliseconds(median(answered)) },
    ];
  } finally {
    await stack.stop();
    await rm(directory, { recursive: true, force: true });
  }
}
