import { describeFinding } from '../findings/describe-finding.ts';
import { loadProjectsFile } from '../projects-file/load-projects-file.ts';
import type { ProjectsFile } from '../projects-file/read-projects-file.ts';
import type { Terminal } from './command.ts';

/** The projects file, once its warnings are printed. @throws Error that lists its errors */
export async function loadProjects({ console }: Pick<Terminal, 'console'>): Promise<ProjectsFile> {
  const file = await loadProjectsFile();
  for (const warning of file.warnings) console.error(describeFinding(warning));
  return file;
}
