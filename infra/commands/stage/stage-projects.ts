import { loadLocalProjects } from '../../local/local-projects.ts';
import { STATE_DIRECTORY } from '../../local/running-service.ts';
import { loadProjectsFile } from '../../projects-file/load-projects-file.ts';
import type { ProjectsFile } from '../../projects-file/read-projects-file.ts';
import type { StoreOptions } from './parameter-store.ts';

/** The projects of a stage: those of the projects file, and on this machine also those that npm start created. */
export const stageProjects = ({ stage, state = STATE_DIRECTORY }: StoreOptions): Promise<ProjectsFile> =>
  stage === undefined ? loadLocalProjects(state) : loadProjectsFile();
