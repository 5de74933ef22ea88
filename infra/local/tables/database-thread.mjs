// @ts-check
/* oxlint-disable unicorn/require-post-message-target-origin -- worker threads have no origin */
// dynalite throws out of nowhere when its database cannot be read or written. In a thread of its own that ends only the
// thread. Plain JavaScript, since a thread that has to load tsx first would be many times slower to start.
import { parentPort, workerData } from 'node:worker_threads';
import dynalite from 'dynalite';

const { options, socketPath } = workerData;
const server = dynalite(options);
// Otherwise it closes an idle connection after 5 s, and a request that is just being sent on it is lost.
server.keepAliveTimeout = 0;
server.listen(socketPath, () => parentPort?.postMessage('listening'));
parentPort?.once('message', () => server.close(() => process.exit()));
