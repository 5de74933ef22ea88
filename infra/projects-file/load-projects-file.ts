import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readProjectsFile, type ProjectsFile } from './read-projects-file.ts';

/** The projects file of this deployment: PUSHLIGHT_PROJECTS, else infra/projects.yml. */
export const projectsFilePath = (): string =>
  path.resolve(process.env['PUSHLIGHT_PROJECTS'] ?? path.join(import.meta.dirname, '..', 'projects.yml'));

/** @throws Error whose message lists every problem as `file:line:column: what`, one a line */
export async function loadProjectsFile(file: string = projectsFilePath()): Promise<ProjectsFile> {
  const shown = path.relative(process.cwd(), file) || file;
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new Error(`The projects file ${shown} can't be read (${code}).`, { cause: error });
  }
  const read = readProjectsFile(text);
  if (!('problems' in read)) return read;
  throw new Error(
    read.problems.map(({ line, column, message }) => `${shown}:${line}:${column}: ${message}`).join('\n'),
  );
}
