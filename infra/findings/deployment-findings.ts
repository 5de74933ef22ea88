import { protects, unusable, type FindingKind } from './finding-kind.ts';

/** Of what a deployment of all projects together would meet, some of it found only with credentials. */
export const DEPLOYMENT_FINDINGS = {
  'project-in-other-region': unusable('A project exists in another region than the deployment.'),
  'arn-of-other-project': unusable('The `arn` of a project has another name.'),
  'projects-in-several-accounts': unusable('The projects exist in several accounts.'),
  'project-in-other-account': unusable('The projects exist in another account than that of the credentials.'),
  'project-not-found': unusable('A project with an `arn` does not exist in CodeBuild.'),
  'project-name-taken': unusable('A project to be created already exists.'),
  'project-of-other-stage': protects('A project belongs to another stage.'),
  'project-would-be-deleted': protects('A project that this deployment created has an `arn` now and would be deleted.'),
  'project-without-stage-tag': unusable('The projects are too many to name in a policy, and one lacks the tag.'),
  'too-many-projects': unusable('Too many projects belong in one stack.'),
  'too-many-tags': unusable('A project has more tags than CodeBuild allows.'),
  'too-many-image-repositories': unusable('The projects name more image repositories than a stack has room for.'),
  'stack-too-large': unusable('A stack exceeds a limit of CloudFormation.'),
  'policies-too-long': unusable('The policies of a role exceed a limit of IAM.'),
} as const satisfies Readonly<Record<string, FindingKind>>;
