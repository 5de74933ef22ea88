/* oxlint-disable unicorn/require-post-message-target-origin -- worker threads have no origin */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import dynalite from 'dynalite';

/** dynalite, listening on a socket. It only closes its database when a listening server is closed. */
export interface DynaliteServer {
  /** When it failed, on the clock of `performance`; Infinity if it has not. */
  readonly failedAt: () => number;
  /** Resolves when it has failed or been closed, and no longer uses its directory. */
  readonly ended: Promise<unknown>;
  close(): void;
}

const THREAD = new URL('./database-thread.mjs', import.meta.url);
const INSTANT = { createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 };

export async function listenInMemory(socketPath: string): Promise<DynaliteServer> {
  const server = dynalite(INSTANT);
  // By default, Node closes an idle connection after 5 s, and a request that is just being sent on it is lost.
  server.keepAliveTimeout = 0;
  const ended = once(server, 'close');
  server.listen(socketPath);
  await once(server, 'listening');
  return { failedAt: () => Infinity, ended, close: () => void server.close() };
}

/** Resolves when it is listening or has failed; it can also fail later. */
export async function listenInThread(
  socketPath: string,
  directory: string,
  onFailure: (error: Error) => void,
): Promise<DynaliteServer> {
  const options = { ...INSTANT, path: directory };
  const worker = new Worker(THREAD, { workerData: { options, socketPath }, execArgv: [] });
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  let failedAt = Infinity;
  worker.on('error', (error: Error) => {
    failedAt = performance.now();
    onFailure(error);
  });
  await Promise.race([once(worker, 'message').catch(() => {}), ended]);
  return { failedAt: () => failedAt, ended, close: () => worker.postMessage('close') };
}
