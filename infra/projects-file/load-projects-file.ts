import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { refuse } from '../findings/refuse.ts';
import { shownPath } from '../shown-path.ts';
import { findBuildspecIn } from './find-buildspec.ts';
import { readProjectsFile, type ProjectsFile } from './read-projects-file.ts';

/** The projects file of this deployment: PUSHLIGHT_PROJECTS, or else infra/projects.yml. */
export const projectsFilePath = (): string =>
  path.resolve(process.env['PUSHLIGHT_PROJECTS'] ?? path.join(import.meta.dirname, '..', 'projects.yml'));

/**
 * Reads and checks a file with `readProjectsFile`. `sources` contains the folder of a project's source, by project.
 * @throws Error if the file cannot be read
 */
export async function readProjectsFileAt(
  file: string = projectsFilePath(),
  sources: ReadonlyMap<string, string> = new Map(),
) {
  const found = path.resolve(file);
  const shown = shownPath(found);
  const around = [path.dirname(found), process.cwd()];
  try {
    const text = await readFile(found, 'utf8');
    return { file: shown, read: readProjectsFile(text, findBuildspecIn({ sources, around }), shown) };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new Error(
      `The projects file ${shown} cannot be read (${String(error.code)}): check its path and permissions.`,
      { cause: error },
    );
  }
}

/** @throws Error with every error, one per line */
export async function loadProjectsFile(file?: string): Promise<ProjectsFile> {
  const { read } = await readProjectsFileAt(file);
  if (!('problems' in read)) return read;
  refuse(read.problems);
  throw new Error('A refused file has problems.');
}
