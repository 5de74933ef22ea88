import { codebuildMembers } from '../projects-file/codebuild-members.ts';
import type { ProjectInput } from '../projects-file/schema/projects-file-schema.ts';
import { onTheWire, type ProjectDeclaration } from './codebuild/model.ts';

/** A project of the projects file in the format of CodeBuild's API. */
export function projectDeclaration(project: ProjectInput): ProjectDeclaration {
  const { vpcConfig, ...members } = codebuildMembers(project);
  const { create: _isNotCodeBuilds, ...network } = vpcConfig ?? {};
  return onTheWire({ ...members, ...(vpcConfig && { vpcConfig: network }) });
}
