import { execFile } from 'node:child_process';
import { closeSync, constants, openSync, readSync, unlinkSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What commands write to stdout and stderr, in order. */
export interface CommandOutput {
  readonly descriptor: number;
  /** Reads everything that has been written and not read yet. */
  drain(): void;
  close(): void;
}

/**
 * A pipe that commands write to. A file would not work, since `> /dev/stderr` would truncate it; neither would one of
 * Node's pipes, which are sockets that cannot be opened through `/dev/stderr`.
 */
export async function openCommandOutput(directory: string, take: (bytes: Buffer) => void): Promise<CommandOutput> {
  const path = join(directory, 'output');
  await promisify(execFile)('mkfifo', ['-m', '600', path]);
  // Two descriptors of the same pipe, so that only reading is non-blocking.
  const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  const descriptor = openSync(path, 'w');
  unlinkSync(path);
  const socket = new Socket({ fd: reader, readable: true, writable: false }).on('data', take);
  return {
    descriptor,
    drain() {
      for (let bytes = readNow(reader); bytes.length > 0; bytes = readNow(reader)) take(bytes);
    },
    close() {
      socket.destroy();
      closeSync(descriptor);
    },
  };
}

/** Reads what is in a non-blocking pipe; empty if there is nothing. */
function readNow(descriptor: number): Buffer {
  const buffer = Buffer.alloc(65_536);
  try {
    return buffer.subarray(0, readSync(descriptor, buffer));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return buffer.subarray(0, 0);
    throw error;
  }
}
