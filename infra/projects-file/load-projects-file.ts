import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readProjectsFile, type ProjectsFile } from './read-projects-file.ts';

/** The projects file of this deployment: PUSHLIGHT_PROJECTS, else infra/projects.yml. */
export const projectsFilePath = (): string =>
  path.resolve(process.env['PUSHLIGHT_PROJECTS'] ?? path.join(import.meta.dirname, '..', 'projects.yml'));

/** What `readProjectsFile` finds in a file, and the file as people know it. @throws Error where it can't be read */
export async function readProjectsFileAt(file: string = projectsFilePath()) {
  const shown = path.relative(process.cwd(), file) || file;
  try {
    return { file: shown, read: readProjectsFile(await readFile(file, 'utf8')) };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new Error(`The projects file ${shown} can't be read (${String(error.code)}).`, { cause: error });
  }
}

/** @throws Error whose message lists every problem as `file:line:column: what`, one a line */
export async function loadProjectsFile(path?: string): Promise<ProjectsFile> {
  const { file, read } = await readProjectsFileAt(path);
  if (!('problems' in read)) return read;
  throw new Error(read.problems.map(({ line, column, message }) => `${file}:${line}:${column}: ${message}`).join('\n'));
}
