import type { GenericSchema } from 'valibot';
import type { FILE_FINDINGS } from '../../findings/file-findings.ts';
import type { YamlPath } from '../yaml/yaml-source.ts';

export type Mapping = Readonly<Record<string, unknown>>;

export type Entries = Readonly<Record<string, GenericSchema>>;

/** A correction under way. Paths lead through the corrected value, which may be arranged differently than the text. */
export interface Correction {
  /** Corrects a value inside. */
  correct(schema: GenericSchema, value: unknown, path: YamlPath): unknown;
  /** Reports what is corrected. */
  say(id: keyof typeof FILE_FINDINGS, path: YamlPath, message: string): void;
  /** The value at the path is written elsewhere. */
  move(path: YamlPath, inText: YamlPath): void;
  inText(path: YamlPath): YamlPath;
  /** What was meant at the path cannot be known; it has been reported. */
  leave(path: YamlPath): void;
  /** The mapping at the path has these keys. */
  enter(path: YamlPath, entries: Entries): void;
  entriesAt(path: YamlPath): Entries | undefined;
  /** A scalar as it is written. */
  written(path: YamlPath): string;
}

export const isMapping = (value: unknown): value is Mapping =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** How a message calls the value at a path. */
export const nameOf = (path: YamlPath): string => path.findLast((step) => typeof step === 'string') ?? 'the file';
