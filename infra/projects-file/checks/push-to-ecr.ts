import type { ProjectInput } from '../schema/projects-file-schema.ts';
import { allows } from './allows.ts';
import { finding, type CheckedProject, type CheckFinding } from './check.ts';
import { commandsOf, runs } from './commands.ts';

const PUSHES = runs(String.raw`(?:(?:docker|podman|buildah|crane)\s+(?:\w+\s+)*push\b|docker\s+buildx?\b.*\s--push\b)`);
/** Kaniko's image has a helper that logs in with the role. */
const KANIKO_PUSHES = runs(String.raw`\S*/kaniko/executor\b.*\s(?:--destination|-d)\b`);
/** A registry with a host name, as in ghcr.io/acme/web. */
const PUSHES_ELSEWHERE = /\bpush\s+(?:-\S+\s+)*["']?(?!\S*\.dkr\.ecr\.)[\w-]+(?:\.[\w-]+)+(?::\d+)?\//;
const NAMES_ECR = /\.dkr\.ecr\.|\bIMAGE_REPOSITORY_URI\b|\baws\s+ecr\s/;
const LOGS_IN =
  /\b(?:docker|podman|buildah|crane|aws\s+ecr)\s+(?:auth\s+)?(?:login|get-login-password|get-login)\b|docker-credential-ecr-login|credHelpers|ecr-login/;

/** Pushing needs a permission, which CodeBuild's default role lacks, and a login in the build itself. */
export function* checkPushToEcr({ project, buildspec }: CheckedProject): Iterable<CheckFinding> {
  const commands = commandsOf(buildspec);
  const push = commands.find(
    ({ text }) => (PUSHES.test(text) && !PUSHES_ELSEWHERE.test(text)) || KANIKO_PUSHES.test(text),
  );
  const variables = Object.values(buildspec?.variables ?? {});
  const values = (project.environment?.environmentVariables ?? []).map(({ value }) => value);
  const texts = [...commands.map(({ text }) => text), ...variables, ...values];
  if (!push || !texts.some((text) => NAMES_ECR.test(text))) return;

  if (!mayPush(project)) {
    yield finding(
      'ecr-push-not-allowed',
      push.at,
      'the project\'s role is not allowed to push to ECR, so the build would end with "denied: User … is not authorized to perform: ecr:InitiateLayerUpload"',
      `allow the ecr actions in permissions, or add an image repository to the project, for example imageRepository: ${project.name.toLowerCase()}`,
    );
  }
  if (PUSHES.test(push.text) && !commands.some(({ text }) => LOGS_IN.test(text))) {
    yield finding(
      'ecr-push-without-login',
      push.at,
      'nothing logs in to ECR before this push, so the build would end with "no basic auth credentials"',
      'add this command before the push: aws ecr get-login-password | docker login --username AWS --password-stdin "${IMAGE_REPOSITORY_URI%%/*}"',
    );
  }
}

/** A custom role, or that of an existing project, cannot be inspected here. */
const mayPush = ({ arn, imageRepository, serviceRole, permissions = [] }: ProjectInput): boolean =>
  arn !== undefined ||
  imageRepository !== undefined ||
  serviceRole !== undefined ||
  allows(permissions, 'ecr:InitiateLayerUpload');
