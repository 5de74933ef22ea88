import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { readIfThere } from '../../state/read-if-there.ts';
import { replaceFile } from '../../state/replace-file.ts';

/** Values by name, each in a JSON file of a directory. They are complete even if the process ends at any moment. */
export interface JsonFiles<Value> {
  /** @throws Error, one line, naming the file that is damaged */
  readAll(): Value[];
  /** @throws Error, one line, naming the file that cannot be written */
  write(name: string, value: Value): void;
  remove(name: string): void;
}

export interface JsonFilesOptions {
  /** The least that every value must have: the files are this process's own, but a disk error can damage them. */
  readonly shape: v.GenericSchema<unknown, object>;
  /** What the service forgets if the file is deleted. */
  readonly forgotten: string;
}

/**
 * Writes synchronously, so that states reach the disk in the order in which they happened. Names must be valid file
 * names.
 */
export function createJsonFiles<Value>(directory: string, { shape, forgotten }: JsonFilesOptions): JsonFiles<Value> {
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  const file = (name: string): string => join(directory, `${name}.json`);

  function read(path: string): Value {
    const text = readIfThere(path) ?? '';
    try {
      return v.parse(shape, JSON.parse(text)) as Value;
    } catch (cause) {
      throw new Error(`${path} is damaged. Repair it, or delete it; the service then forgets ${forgotten}.`, { cause });
    }
  }

  return {
    readAll: () =>
      readdirSync(directory)
        .filter((name) => name.endsWith('.json'))
        .map((name) => read(join(directory, name))),
    write: (name, value) => replaceFile(file(name), JSON.stringify(value)),
    remove: (name) => rmSync(file(name), { force: true }),
  };
}
