import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Values by name, each in a JSON file of a directory; they survive the end of the process at any moment. */
export interface JsonFiles<Value> {
  readAll(): Value[];
  write(name: string, value: Value): void;
  remove(name: string): void;
}

/**
 * Writes synchronously, so that states reach the disk in the order in which they happened.
 * A name must be fit for a file name. The files are this process's own: what it reads is what it once wrote.
 */
export function createJsonFiles<Value>(directory: string): JsonFiles<Value> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const file = (name: string): string => join(directory, `${name}.json`);
  return {
    readAll: () =>
      readdirSync(directory)
        .filter((name) => name.endsWith('.json'))
        .map((name) => JSON.parse(readFileSync(join(directory, name), 'utf8')) as Value),
    write(name, value) {
      const unfinished = `${file(name)}.new`;
      writeFileSync(unfinished, JSON.stringify(value), { mode: 0o600 });
      renameSync(unfinished, file(name));
    },
    remove: (name) => rmSync(file(name), { force: true }),
  };
}
