import type { ProjectInput } from '../schema/projects-file-schema.ts';
import { finding, type CheckedProject, type CheckFinding } from './check.ts';

type Key = string | number;

/**
 * Members of CodeBuild's API without a CloudFormation property. The deployment cannot create a project with them.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-codebuild-project.html
 */
export function* checkCloudFormation({ project }: CheckedProject): Iterable<CheckFinding> {
  if (project.arn !== undefined) return;
  for (const path of unknownMembers(project)) {
    yield finding(
      'not-in-cloudformation',
      { project: path },
      `CloudFormation, which creates the project, does not support the key "${path.findLast((key) => typeof key === 'string')}"`,
      'remove the key, or create the project in CodeBuild and add its arn to the projects file',
    );
  }
}

function* unknownMembers({
  environment,
  artifacts,
  secondaryArtifacts = [],
  logsConfig,
  buildBatchConfig,
}: ProjectInput): Iterable<readonly Key[]> {
  if (environment?.computeConfiguration) yield ['environment', 'computeConfiguration'];
  if (artifacts?.bucketOwnerAccess) yield ['artifacts', 'bucketOwnerAccess'];
  for (const [index, { bucketOwnerAccess }] of secondaryArtifacts.entries()) {
    if (bucketOwnerAccess) yield ['secondaryArtifacts', index, 'bucketOwnerAccess'];
  }
  if (logsConfig?.s3Logs?.bucketOwnerAccess) yield ['logsConfig', 's3Logs', 'bucketOwnerAccess'];
  if (buildBatchConfig?.restrictions?.fleetsAllowed) yield ['buildBatchConfig', 'restrictions', 'fleetsAllowed'];
}
