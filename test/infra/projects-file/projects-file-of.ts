import { readProjectsFile, type ProjectsFile } from '../../../infra/projects-file/read-projects-file.ts';

/** A projects file with these projects, one per line. */
export function projectsFileOf(projects: readonly object[]): ProjectsFile {
  const read = readProjectsFile(`projects:\n${projects.map((project) => `  - ${JSON.stringify(project)}\n`).join('')}`);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return read;
}
