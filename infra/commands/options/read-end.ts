import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

/** The last `bytes` of a file as text; empty if the file cannot be read. */
export function readEnd(file: string, bytes: number): string {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'r');
  } catch {
    return '';
  }
  try {
    const start = Math.max(0, fstatSync(descriptor).size - bytes);
    const buffer = Buffer.alloc(bytes);
    return buffer.subarray(0, readSync(descriptor, buffer, 0, bytes, start)).toString();
  } finally {
    closeSync(descriptor);
  }
}
