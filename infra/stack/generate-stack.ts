import type { ProjectsFile } from '../projects-file/read-projects-file.ts';
import type { ServerlessFunction } from '../serverless-file.ts';
import { projectPolicies } from './project-access.ts';

export interface StackOptions {
  readonly stage: string;
  readonly functions: readonly ServerlessFunction[];
  readonly projects: Pick<ProjectsFile, 'declared'>;
}

/** What of the stack depends on more than serverless.yml, which takes it in as `${file(.build/stack.json):...}`. */
export const generateStack = ({ stage, projects }: StackOptions) => ({
  projectPolicies: projectPolicies(projects.declared, stage),
});
