import type { ProjectInput } from '../projects-file/schema/projects-file-schema.ts';
import type { Resource } from '../cloudformation/template.ts';
import { REGION, sub, URL_SUFFIX, type Ref } from '../cloudformation/arn.ts';
import { DEPLOYMENT_BUCKET, uploadPrefix } from '../cloudformation/osls-names.ts';
import type { BuildStack } from './build-stacks.ts';
import { createdVpc } from './created-vpc.ts';
import { imageRepositories } from './image-repositories.ts';

const BUCKET: Ref = { Ref: DEPLOYMENT_BUCKET };

/**
 * The main stack's resources for the projects: their stacks, their image repositories, and the VPC that some of them
 * share.
 */
export function buildStackResources(
  stacks: readonly BuildStack[],
  projects: readonly Pick<ProjectInput, 'arn' | 'imageRepository'>[],
  stage: string,
): Readonly<Record<string, Resource>> {
  const nested = stacks.map(({ id, file, template: { Parameters } }): readonly [string, Resource] => [
    id,
    {
      Type: 'AWS::CloudFormation::Stack',
      Properties: {
        // The file that upload-templates.mjs uploads, next to the folders of the stage's deployments.
        TemplateURL: sub`https://${BUCKET}.s3.${REGION}.${URL_SUFFIX}/${uploadPrefix(stage)}/build-projects/${file}`,
        ...(Parameters && { Parameters: Object.fromEntries(Object.keys(Parameters).map((id) => [id, { Ref: id }])) }),
      },
    },
  ]);
  const isVpcUsed = stacks.some(({ template }) => template.Parameters);
  return { ...Object.fromEntries(nested), ...imageRepositories(projects, stage), ...(isVpcUsed && createdVpc) };
}
