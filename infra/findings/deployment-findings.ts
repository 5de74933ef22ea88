import { protects, unusable, type FindingKind } from './finding-kind.ts';

/** Findings about a deployment of all projects together. Some need credentials. */
export const DEPLOYMENT_FINDINGS = {
  'project-in-other-region': unusable('A project is in a different region than the deployment.'),
  'arn-of-other-project': unusable('The `arn` of a project contains a different name.'),
  'projects-in-several-accounts': unusable('The projects are in several accounts.'),
  'project-in-other-account': unusable('The projects are in a different account than the credentials.'),
  'project-not-found': unusable('A project with an `arn` does not exist in CodeBuild.'),
  'project-name-taken': unusable('A project that should be created already exists.'),
  'project-of-other-stage': protects('A project belongs to another stage.'),
  'project-would-be-deleted': protects('A project that this deployment created has an `arn` now and would be deleted.'),
  'project-without-stage-tag': unusable('There are too many projects to name in a policy, and one lacks the tag.'),
  'too-many-projects': unusable('Too many projects are assigned to one stack.'),
  'too-many-tags': unusable('A project has more tags than CodeBuild allows.'),
  'too-many-image-repositories': unusable('The projects name more image repositories than a stack can have.'),
  'stack-too-large': unusable('A stack exceeds a limit of CloudFormation.'),
  'policies-too-long': unusable('The policies of a role exceed a limit of IAM.'),
} as const satisfies Readonly<Record<string, FindingKind>>;
