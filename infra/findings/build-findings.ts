import { error, protects, warning, type FindingKind } from './finding-kind.ts';

/**
 * Findings about a project's builds, for which its buildspec must be read. For a project that already exists, errors
 * are reported as warnings.
 */
export const BUILD_FINDINGS = {
  'on-failure-without-effect': warning('`on-failure` has no effect on this compute.'),
  'unknown-runtime': error('The image does not have a runtime that the buildspec names.'),
  'docker-without-privileged-mode': error('A docker command runs in a build without a Docker daemon.'),
  'docker-daemon-not-started': error('A docker command runs in a custom image, but nothing starts the daemon.'),
  'privileged-without-daemon': warning('Privileged mode is set, but nothing starts a Docker daemon.'),
  'ecr-push-not-allowed': error("The project's role is not allowed to push to ECR."),
  'ecr-push-without-login': error('Nothing logs in to ECR before an image is pushed.'),
  'image-repository-uri-missing': warning('A command uses `IMAGE_REPOSITORY_URI`, but nothing sets it.'),
  'secret-in-plain-text': protects('A variable contains a token or key in plain text.'),
  'password-in-variable': error('A variable contains a URL with a password or token in plain text.'),
  'secret-by-name': warning('The name of a variable in plain text sounds like a secret.'),
  'secret-not-readable': warning('The created role cannot read a secret that only the buildspec names.'),
  'reserved-variable-name': warning('The name of a variable is reserved for CodeBuild.'),
} as const satisfies Readonly<Record<string, FindingKind>>;
