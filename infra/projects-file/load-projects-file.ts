import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { findBuildspecIn } from './find-buildspec.ts';
import { readProjectsFile, type ProjectsFile } from './read-projects-file.ts';
import type { Problem } from './yaml-source.ts';

/** The projects file of this deployment: PUSHLIGHT_PROJECTS, else infra/projects.yml. */
export const projectsFilePath = (): string =>
  path.resolve(process.env['PUSHLIGHT_PROJECTS'] ?? path.join(import.meta.dirname, '..', 'projects.yml'));

/**
 * What `readProjectsFile` finds in a file, and the file as people know it. `sources` says by project where its source
 * is on this machine. @throws Error where the file can't be read
 */
export async function readProjectsFileAt(
  file: string = projectsFilePath(),
  sources: ReadonlyMap<string, string> = new Map(),
) {
  const shown = path.relative(process.cwd(), file) || file;
  // npm names the folder that it was called from.
  const around = [path.dirname(path.resolve(file)), process.env['INIT_CWD'] ?? process.cwd()];
  try {
    return { file: shown, read: readProjectsFile(await readFile(file, 'utf8'), findBuildspecIn({ sources, around })) };
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new Error(`The projects file ${shown} can't be read (${String(error.code)}).`, { cause: error });
  }
}

/** @throws Error whose message lists every problem as `file:line:column: what`, one a line */
export async function loadProjectsFile(path?: string): Promise<ProjectsFile> {
  const { file, read } = await readProjectsFileAt(path);
  if (!('problems' in read)) return read;
  throw new Error(read.problems.map((problem) => describeProblem(problem, file)).join('\n'));
}

/** `file:line:column: what`; `projectsFile` is where a problem of no other file is. */
export const describeProblem = ({ file, line, column, message }: Problem, projectsFile: string, kind = ''): string =>
  `${file ?? projectsFile}:${line}:${column}: ${kind}${message}`;
