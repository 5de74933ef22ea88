import { execFile } from 'node:child_process';
import { closeSync, constants, openSync, readSync, unlinkSync } from 'node:fs';
import { Socket } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What commands write, both to their output and to their errors, in the order in which they write it. */
export interface CommandOutput {
  readonly descriptor: number;
  /** Takes over all that is written and not yet taken. */
  drain(): void;
  close(): void;
}

/**
 * A pipe that commands write to. Not a file, which `> /dev/stderr` would empty, nor a pipe of Node's own: that is a
 * socket, which `/dev/stderr` cannot be opened for.
 */
export async function openCommandOutput(directory: string, take: (bytes: Buffer) => void): Promise<CommandOutput> {
  const path = join(directory, 'output');
  await promisify(execFile)('mkfifo', ['-m', '600', path]);
  // Two descriptions of the one pipe, so that only reading never waits.
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

/** What is in a pipe that does not wait; empty where nothing is. */
function readNow(descriptor: number): Buffer {
  const buffer = Buffer.alloc(65_536);
  try {
    return buffer.subarray(0, readSync(descriptor, buffer));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EAGAIN') return buffer.subarray(0, 0);
    throw error;
  }
}
