import type { Operation } from '../../aws-json.ts';
import type { Account } from '../account.ts';
import { batchGetBuilds } from './batch-get-builds.ts';
import { batchGetProjects } from './batch-get-projects.ts';
import { createProject } from './create-project.ts';
import { deleteProject } from './delete-project.ts';
import { listBuilds, listBuildsForProject } from './list-builds.ts';
import { listProjects } from './list-projects.ts';
import { retryBuild } from './retry-build.ts';
import { startBuild } from './start-build.ts';
import { stopBuild } from './stop-build.ts';

/** By their names; each takes the request's JSON, returns the answer's, and throws AwsError. */
const OPERATIONS: Readonly<Record<string, (input: unknown, account: Account) => object>> = {
  BatchGetBuilds: batchGetBuilds,
  BatchGetProjects: batchGetProjects,
  CreateProject: createProject,
  DeleteProject: deleteProject,
  ListBuilds: listBuilds,
  ListBuildsForProject: listBuildsForProject,
  ListProjects: listProjects,
  RetryBuild: retryBuild,
  StartBuild: startBuild,
  StopBuild: stopBuild,
};

export const operationsOn = (account: Account): Readonly<Record<string, Operation>> =>
  Object.fromEntries(Object.entries(OPERATIONS).map(([name, operate]) => [name, (input) => operate(input, account)]));
