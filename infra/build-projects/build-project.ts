import type { ProjectInput } from '../projects-file/schema/projects-file-schema.ts';
import type { Resource } from '../cloudformation/template.ts';
import { CREATED_TAG, PROJECT_TAG } from '../cloudformation/project-tags.ts';
import { codebuildMembers } from '../projects-file/codebuild-members.ts';
import { cloudFormationProperties } from './cloudformation-properties.ts';
import { imagePullCredentialsType } from './image-pull-credentials-type.ts';
import { imageRepositoryUri } from './image-repositories.ts';
import type { Network } from './network.ts';

interface Surroundings {
  readonly stage: string;
  /** ARN of the builds' role. */
  readonly serviceRole: unknown;
  readonly network: Network | undefined;
}

export function buildProject(project: ProjectInput, { stage, serviceRole, network }: Surroundings): Resource {
  const { imageRepository } = project;
  const { environment, vpcConfig: _isNetwork, tags = [], ...members } = codebuildMembers(project);
  const properties = cloudFormationProperties({ artifacts: { type: 'NO_ARTIFACTS' }, ...members });
  const variables = environment?.environmentVariables ?? [];
  return {
    Type: 'AWS::CodeBuild::Project',
    Properties: {
      ...properties,
      ServiceRole: serviceRole,
      Environment: {
        ...cloudFormationProperties({ ...environment, imagePullCredentialsType: imagePullCredentialsType(project) }),
        EnvironmentVariables: [
          ...variables.map(cloudFormationProperties),
          ...(imageRepository === undefined
            ? []
            : [{ Name: 'IMAGE_REPOSITORY_URI', Value: imageRepositoryUri(imageRepository) }]),
        ],
      },
      ...(network && { VpcConfig: network }),
      Tags: [
        ...tags.filter(({ key = '' }) => !isOfDeployment(key)).map(cloudFormationProperties),
        { Key: PROJECT_TAG, Value: stage },
        { Key: CREATED_TAG, Value: 'true' },
      ],
    },
  };
}

/** AWS's own tags may be pasted with the others, but only AWS can set them. */
const isOfDeployment = (key: string): boolean => key === PROJECT_TAG || key === CREATED_TAG || /^aws:/i.test(key);
