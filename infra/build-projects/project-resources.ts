import { isInline } from '../buildspec/is-inline.ts';
import { readBuildspec } from '../buildspec/read-buildspec.ts';
import type { ProjectInput } from '../projects-file/schema/projects-file-schema.ts';
import type { Resource } from '../cloudformation/template.ts';
import { buildProject } from './build-project.ts';
import { CREATED_NETWORK } from './created-vpc.ts';
import { logicalId } from '../cloudformation/logical-id.ts';
import { networkOf } from './network.ts';
import { serviceRole } from './service-role.ts';

export interface Deployment {
  readonly stage: string;
  readonly region: string;
}

/** A project, and its role unless the project names one. */
export function projectResources(
  project: ProjectInput,
  { stage, region }: Deployment,
): Readonly<Record<string, Resource>> {
  const { name } = project;
  const network = networkOf(project, CREATED_NETWORK);
  const projectId = logicalId('Project', name);
  if (project.serviceRole !== undefined) {
    return { [projectId]: buildProject(project, { stage, serviceRole: project.serviceRole, network }) };
  }
  const roleId = logicalId('Role', name);
  const role = { 'Fn::GetAtt': [roleId, 'Arn'] };
  return {
    [roleId]: serviceRole({ project, buildspec: inlineBuildspec(project), network }, region),
    [projectId]: buildProject(project, { stage, serviceRole: role, network }),
  };
}

function inlineBuildspec({ source: { buildspec = '' } }: ProjectInput) {
  const read = isInline(buildspec) ? readBuildspec(buildspec) : undefined;
  return read && 'buildspec' in read ? read.buildspec : undefined;
}
