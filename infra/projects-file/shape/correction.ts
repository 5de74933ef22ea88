import type { GenericSchema } from 'valibot';
import type { FILE_FINDINGS } from '../../findings/file-findings.ts';
import type { YamlPath } from '../yaml/yaml-source.ts';

export type Mapping = Readonly<Record<string, unknown>>;

export type Entries = Readonly<Record<string, GenericSchema>>;

/** A correction in progress. Paths refer to the corrected value, which can be arranged differently than the text. */
export interface Correction {
  /** Corrects an inner value. */
  correct(schema: GenericSchema, value: unknown, path: YamlPath): unknown;
  /** Reports a corrected mistake. */
  say(id: keyof typeof FILE_FINDINGS, path: YamlPath, message: string): void;
  /** Records that the value at the path is elsewhere in the text. */
  move(path: YamlPath, inText: YamlPath): void;
  inText(path: YamlPath): YamlPath;
  /** Records that the meaning of the value at the path is unclear; this has already been reported. */
  leave(path: YamlPath): void;
  /** Records the keys that the mapping at the path can have. */
  enter(path: YamlPath, entries: Entries): void;
  entriesAt(path: YamlPath): Entries | undefined;
  /** A scalar as written. */
  written(path: YamlPath): string;
}

export const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The key of the value at a path, or of the list around it. */
export const keyOf = (path: YamlPath): string | undefined => path.findLast((step) => typeof step === 'string');

/** The name of the value at a path in messages. */
export function nameOf(path: YamlPath): string {
  const key = keyOf(path);
  return key === undefined ? 'the file' : `"${key}"`;
}
