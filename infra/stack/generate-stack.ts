import type { ProjectsFile } from '../projects-file/read-projects-file.ts';
import type { ServerlessFunction } from '../serverless-file.ts';
import { HTTP_API_STAGE } from './extension.ts';
import { projectPolicies } from './project-access.ts';
import { withoutReservation } from './reserved-concurrency.ts';
import { routeThrottling } from './route-throttling.ts';

export interface StackOptions {
  readonly stage: string;
  readonly functions: readonly ServerlessFunction[];
  readonly projects: Pick<ProjectsFile, 'declared'>;
  /** False where the account's concurrency is too small for what serverless.yml reserves. */
  readonly reserveConcurrency: boolean;
}

/** What of the stack depends on more than serverless.yml, which takes it in as `${file(.build/stack.json):...}`. */
export const generateStack = ({ stage, functions, projects, reserveConcurrency }: StackOptions) => ({
  projectPolicies: projectPolicies(projects.declared, stage),
  template: {
    extensions: {
      [HTTP_API_STAGE]: routeThrottling(functions),
      ...(!reserveConcurrency && withoutReservation(functions)),
    },
  },
});
