import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { createInterface } from 'node:readline';
import { median, type Row } from './row.ts';
import { samples } from './samples.ts';

const ROOT = path.resolve(import.meta.dirname, '..', '..');
const STARTS = samples(11);
const TARGET = 1500;

/** `npm start` again with unchanged sources, from the process's start until the service accepts requests. */
export async function benchStart(): Promise<readonly Row[]> {
  const directory = await mkdtemp(path.join(tmpdir(), 'pushlight-bench-'));
  try {
    // The first makes the sample, builds it, and keeps the bundles.
    await startOnce(directory);
    const times: number[] = [];
    for (let start = 0; start < STARTS; start++) times.push(await startOnce(directory));
    const time = median(times);
    return [
      {
        what: `npm start again, until it is ready, median of ${STARTS}`,
        ours: `${(time / 1000).toFixed(2)} s`,
        target: `${TARGET / 1000} s`,
        met: time <= TARGET,
      },
    ];
  } finally {
    await rm(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

async function startOnce(directory: string): Promise<number> {
  const started = performance.now();
  // Port 0: any that is free.
  const child = spawn(
    process.execPath,
    ['infra/run.cjs', 'infra/commands/pushlight.ts', 'start', '--json', '--port', '0', '--state', directory],
    { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = once(child, 'exit');
  try {
    for await (const line of createInterface(child.stdout)) {
      if ((JSON.parse(line) as { readonly type: string }).type === 'ready') return performance.now() - started;
    }
    throw new Error('npm start ended before it was ready.');
  } finally {
    child.stdout.resume();
    child.kill('SIGINT');
    await ended;
  }
}
