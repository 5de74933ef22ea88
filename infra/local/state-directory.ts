import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { createConnection, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { KEY_FILE } from './aws/credentials.ts';
import { keepPrivate } from './state/keep-private.ts';

export interface StateDirectory {
  /** Absolute path. */
  readonly path: string;
  /** Whether other users of the machine have been able to read the directory until now. */
  readonly wasOpen: boolean;
  /** Makes it available to other processes. */
  release(): Promise<void>;
}

/** Each process that uses a directory has a file with such a name in it, and responds on that port with that token. */
const LOCK = /^lock-(?<pid>\d+)-(?<port>\d+)-(?<token>[0-9a-f-]{36})$/;
const RESPOND_WITHIN_MS = 3000;

/**
 * Opens the directory of the local service's state, creating it if necessary, for this process alone until it is
 * released. A lock is valid as long as its process runs and its port responds, so a killed process leaves none behind,
 * even if another process has the same number now.
 * @throws Error, one line, if another process uses the directory, it cannot be written, or others can read it
 */
export async function openStateDirectory(path: string): Promise<StateDirectory> {
  const directory = resolve(path);
  await mkdir(directory, { recursive: true, mode: 0o700 }).catch((error: unknown) => refuse(directory, error));
  const wasOpen = await keepPrivate(directory, (names) => names.some((name) => name === KEY_FILE || LOCK.test(name)));

  const token = randomUUID();
  const server = createServer((socket) => socket.on('error', () => {}).end(token)).unref();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const own = `lock-${process.pid}-${port}-${token}`;
  const release = async (): Promise<void> => {
    await rm(join(directory, own), { force: true });
    server.close();
  };

  // Announce first, then check: if two processes do this at the same time, both may give up, but never both continue.
  try {
    const locked = writeFile(join(directory, own), '', { flag: 'wx', mode: 0o600 });
    await locked.catch((error: unknown) => refuse(directory, error));
    for (const name of await readdir(directory)) {
      if (!LOCK.test(name) || name === own) continue;
      const holder = await holderBy(name);
      if (holder !== undefined) {
        throw new Error(
          `${directory} is in use by process ${holder}: wait until it ends, stop it, or choose another directory with --state DIR.`,
        );
      }
      await rm(join(directory, name), { force: true });
    }
  } catch (error) {
    await release();
    throw error;
  }
  return { path: directory, wasOpen, release };
}

function refuse(directory: string, error: unknown): never {
  const { code } = error as NodeJS.ErrnoException;
  const message = `${directory} cannot be written (${code}): choose another directory with --state DIR.`;
  throw new Error(message, { cause: error });
}

/** The id of the process that has the directory open; undefined if there is none or it was killed. */
export async function findHolder(directory: string): Promise<number | undefined> {
  const names = await readdir(directory).catch(() => []);
  const holders = await Promise.all(names.map(holderBy));
  return holders.find((holder) => holder !== undefined);
}

/** The process of a lock, as long as the lock is valid. */
async function holderBy(name: string): Promise<number | undefined> {
  const { pid, port, token = '' } = LOCK.exec(name)?.groups ?? {};
  if (pid === undefined || !isRunning(Number(pid))) return undefined;
  return (await isHeld(Number(port), token)) ? Number(pid) : undefined;
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // The process of another user also exists.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Whether the lock's owner has the port; an owner that is too busy to respond counts as well. */
function isHeld(port: number, mark: string): Promise<boolean> {
  return new Promise((settle) => {
    let received = '';
    const socket = createConnection({ port, host: '127.0.0.1' });
    const done = (held: boolean): void => {
      socket.destroy();
      settle(held);
    };
    socket.setEncoding('utf8').setTimeout(RESPOND_WITHIN_MS, () => done(true));
    socket.on('data', (text: string) => (received += text));
    socket.on('error', () => done(false));
    socket.on('end', () => done(received === mark));
  });
}
