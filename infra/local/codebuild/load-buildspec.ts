import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Buildspec } from '../../buildspec/buildspec.ts';
import { readBuildspec } from '../../buildspec/read-buildspec.ts';
import { PhaseFailure } from './phase-failure.ts';

const DEFAULT_FILE = 'buildspec.yml';

export interface LoadedBuildspec {
  readonly buildspec: Buildspec;
  /** The file in the source, or "inline". */
  readonly location: string;
}

/**
 * The buildspec that a build's source names: inline, a file of the source directory, or by default its buildspec.yml.
 * Throws PhaseFailure with file, line and column of each problem.
 */
export async function loadBuildspec(named: string | undefined, sourceDirectory: string): Promise<LoadedBuildspec> {
  // CodeBuild tells an inline buildspec from a file name by its being YAML of more than one line.
  const inline = named !== undefined && /\n|^\s*\{/.test(named);
  const location = inline ? 'inline' : named || DEFAULT_FILE;
  const text = inline ? named : await readSourceFile(sourceDirectory, location);
  const reading = readBuildspec(text);
  if ('buildspec' in reading) return { buildspec: reading.buildspec, location };
  const problems = reading.problems.map(({ line, column, message }) => `${location}:${line}:${column}: ${message}`);
  throw new PhaseFailure('YAML_FILE_ERROR', problems.join('; '));
}

async function readSourceFile(directory: string, file: string): Promise<string> {
  try {
    return await readFile(join(directory, file), 'utf8');
  } catch (cause) {
    throw new PhaseFailure('YAML_FILE_ERROR', `YAML file does not exist: expected ${file} in the source`, { cause });
  }
}
