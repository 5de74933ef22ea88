// @ts-check
/* oxlint-disable unicorn/require-post-message-target-origin -- worker threads have no origin */
// Runs inside of an execution environment. Plain JavaScript, since a worker thread that must load tsx first would start
// many times more slowly.
import { parentPort, workerData } from 'node:worker_threads';

const { handler } = await import(workerData.entry);
if (typeof handler !== 'function') throw new TypeError(`${workerData.entry} does not export a function "handler"`);

parentPort?.on('message', async ({ event, deadline, context }) => {
  const getRemainingTimeInMillis = () => Math.max(0, deadline - Date.now());
  try {
    const response = await handler(JSON.parse(event), { ...context, getRemainingTimeInMillis });
    parentPort?.postMessage({ text: JSON.stringify(response) ?? 'null' });
  } catch (error) {
    const known = error instanceof Error;
    if (known) console.error(error);
    parentPort?.postMessage({
      error: { errorType: known ? error.name : 'Error', errorMessage: known ? error.message : String(error) },
    });
  }
});
parentPort?.postMessage({ text: 'null' });
