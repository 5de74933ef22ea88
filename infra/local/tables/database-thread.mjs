// @ts-check
/* oxlint-disable unicorn/require-post-message-target-origin -- worker threads have no origin */
// dynalite throws outside of any call when its database cannot be read or written. In its own thread, that only ends
// the thread. Plain JavaScript, since a thread that must load tsx first would start many times more slowly.
import { parentPort, workerData } from 'node:worker_threads';
import dynalite from 'dynalite';

const { options, socketPath } = workerData;
const server = dynalite(options);
// By default, Node closes an idle connection after 5 s, and a request that is just being sent on it is lost.
server.keepAliveTimeout = 0;
server.listen(socketPath, () => parentPort?.postMessage('listening'));
parentPort?.once('message', () => server.close(() => process.exit()));
