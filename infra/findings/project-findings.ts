import { error, unusable, warning, type FindingKind } from './finding-kind.ts';

/** Findings about a project's own keys. For a project that already exists, errors are reported as warnings. */
export const PROJECT_FINDINGS = {
  'environment-incomplete': unusable('The environment of a new project lacks its type, image or compute type.'),
  'not-in-cloudformation': unusable('CloudFormation, which creates the project, does not have this key.'),
  'codepipeline-mismatch': unusable('Only one of source and artifacts has the type CODEPIPELINE.'),
  'buildspec-not-inline': unusable('A project without a source has no inline buildspec.'),
  'source-without-location': unusable('A source has no location.'),
  'artifacts-without-location': unusable('Artifacts in S3 have no bucket.'),
  'status-without-host': unusable('`reportBuildStatus` is set for a source that has no build statuses.'),
  'invalid-identifier': unusable('An identifier is missing or contains characters that CodeBuild refuses.'),
  'duplicate-identifier': unusable('Two secondary sources or artifacts have the same identifier.'),
  'unknown-source-identifier': unusable('A version is set for a secondary source that does not exist.'),
  'source-has-no-versions': unusable('A source version is set for a source that has no versions.'),
  'source-version-form': error('A source version has a form that this type of source does not accept.'),
  'source-auth-without-resource': unusable('The authentication of a source does not name its connection or secret.'),
  'cache-without-bucket': unusable('The cache in S3 has no bucket.'),

  'image-type-mismatch': error('The image does not run on this type of environment.'),
  'unknown-image': warning("The image is not one of CodeBuild's."),
  'outdated-image': warning('The image is no longer maintained.'),
  'fleet-required': error('This type of environment only runs on a fleet of reserved capacity.'),
  'compute-type-mismatch': error('This type of environment does not have this compute type.'),
  'registry-credential-without-role': unusable("Registry credentials require the project's role."),
  'managed-image-with-role': unusable("CodeBuild's own images are not pulled with the project's role."),
  'lambda-privileged-mode': unusable('Lambda compute has no privileged mode.'),
  'not-on-lambda': unusable('Lambda compute does not support this key.'),

  'vpc-incomplete': unusable('A VPC lacks its id, subnets or security groups.'),
  'vpc-named-twice': unusable('`create: true` creates a VPC, but another one is named.'),
  'vpc-of-existing-project': unusable('No VPC is created for a project that already exists.'),
  'file-system-without-vpc': unusable('An EFS file system can only be reached in its VPC.'),

  'docker-cache-without-privileged-mode': error('The Docker layer cache needs privileged mode.'),
  'image-without-privileged-mode': error('An image repository is set, but building an image needs privileged mode.'),
  'image-repository-uri-twice': unusable('`IMAGE_REPOSITORY_URI` is set twice.'),

  'role-not-made-here': unusable('`permissions` or `imageRepository` is set, but Pushlight does not create the role.'),
  'permissions-unlimited': warning('`permissions` lets builds do almost anything in the account.'),
  'permissions-escalate': warning('`permissions` lets builds give themselves or others more permissions.'),
  'permissions-read-all-secrets': warning('`permissions` lets builds read every secret of the account.'),
  'fork-brings-buildspec': warning("A fork's pull request can bring its own buildspec."),
  'badge-without-branch': warning('A public badge shows the builds of every branch.'),
  'log-excerpt-withheld': warning('No log excerpt is kept, because builds use secrets or can use them.'),
  'log-excerpt-without-log': warning('No log excerpt is kept, because CloudWatch Logs is switched off.'),
  'public-builds': warning('The logs and artifacts of all builds are public.'),
  'public-builds-without-role': warning('Public builds have no role that can read their logs and artifacts.'),
} as const satisfies Readonly<Record<string, FindingKind>>;
