import type { AwsOperation } from '../../aws/aws-json.ts';
import type { Account } from '../state/account.ts';
import { ABSENT_RESOURCES } from './absent-resources.ts';
import { batchDeleteBuilds } from './batch-delete-builds.ts';
import { batchGetBuilds } from './batch-get-builds.ts';
import { batchGetProjects } from './batch-get-projects.ts';
import { createProject } from './create-project.ts';
import { deleteProject } from './delete-project.ts';
import { invalidateProjectCache } from './invalidate-project-cache.ts';
import { listBuilds, listBuildsForProject } from './list-builds.ts';
import { listCuratedEnvironmentImages } from './list-curated-environment-images.ts';
import { listProjects } from './list-projects.ts';
import { retryBuild } from './retry-build.ts';
import { startBuild } from './start-build.ts';
import { stopBuild } from './stop-build.ts';
import { updateProject } from './update-project.ts';
import { updateProjectVisibility } from './update-project-visibility.ts';

/** The operations by name. Each receives the request's JSON, returns the response's, and throws AwsError. */
const OPERATIONS: Readonly<Record<string, (input: unknown, account: Account) => Promise<object> | object>> = {
  ...ABSENT_RESOURCES,
  BatchDeleteBuilds: batchDeleteBuilds,
  BatchGetBuilds: batchGetBuilds,
  BatchGetProjects: batchGetProjects,
  CreateProject: createProject,
  DeleteProject: deleteProject,
  InvalidateProjectCache: invalidateProjectCache,
  ListBuilds: listBuilds,
  ListBuildsForProject: listBuildsForProject,
  ListCuratedEnvironmentImages: listCuratedEnvironmentImages,
  ListProjects: listProjects,
  RetryBuild: retryBuild,
  StartBuild: startBuild,
  StopBuild: stopBuild,
  UpdateProject: updateProject,
  UpdateProjectVisibility: updateProjectVisibility,
};

export const operationsOn = (account: Account): Readonly<Record<string, AwsOperation>> =>
  Object.fromEntries(Object.entries(OPERATIONS).map(([name, operate]) => [name, (input) => operate(input, account)]));
