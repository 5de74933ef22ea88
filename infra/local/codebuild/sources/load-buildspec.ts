import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Buildspec } from '../../../buildspec/buildspec.ts';
import { isInline } from '../../../buildspec/is-inline.ts';
import { readBuildspec, type FoundInBuildspec } from '../../../buildspec/read-buildspec.ts';
import { PhaseFailure } from '../running/phase-failure.ts';
import { s3File } from '../artifacts/s3-files.ts';

const DEFAULT_FILE = 'buildspec.yml';

export interface LoadedBuildspec {
  readonly buildspec: Buildspec;
  /** The file, or "inline". */
  readonly location: string;
  /** Possible mistakes, each with file, line and column. */
  readonly warnings: readonly string[];
}

/**
 * Loads the buildspec that a build's source specifies: inline, the ARN of an S3 object, a file in the source directory,
 * or by default its buildspec.yml. Throws PhaseFailure with file, line and column of each problem.
 */
export async function loadBuildspec(
  named: string | undefined,
  sourceDirectory: string,
  s3Directory: string,
): Promise<LoadedBuildspec> {
  const inline = named !== undefined && isInline(named);
  const shown = inline ? 'inline' : named || DEFAULT_FILE;
  const file = shown.startsWith('arn:') ? s3File(s3Directory, shown) : join(sourceDirectory, shown);
  const reading = readBuildspec(inline ? named : await read(file, named));
  const placed = ({ line, column, message }: FoundInBuildspec): string => `${message} (${shown}:${line}:${column})`;
  if ('problems' in reading) throw new PhaseFailure('YAML_FILE_ERROR', reading.problems.map(placed).join('; '));
  const { buildspec, warnings } = reading;
  return { buildspec, location: inline ? shown : file, warnings: warnings.map(placed) };
}

async function read(file: string, named: string | undefined): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const message = named
      ? `stat ${file}: no such file or directory`
      : `YAML file does not exist: expected ${DEFAULT_FILE} in the source`;
    throw new PhaseFailure('YAML_FILE_ERROR', message, { cause });
  }
}
