import type { Statement } from '../../cloudformation/policy-document.ts';
import { arnsOf } from '../../cloudformation/arn.ts';
import { ecrImage } from '../ecr-image.ts';
import { imagePullCredentialsType } from '../image-pull-credentials-type.ts';
import { allow } from './allow.ts';
import type { Granted, Policy } from './policy.ts';

/** Pulling the build's own image, and pushing to the repository that the project names. */
export const imageRepositoryPolicy: Policy = (granted) => {
  const statements = [...pullStatements(granted), ...pushStatements(granted)];
  // A login is not specific to a repository.
  return statements.length === 0 ? [] : [allow(['ecr:GetAuthorizationToken'], '*'), ...statements];
};

function pullStatements({ project }: Granted): readonly Statement[] {
  const image = ecrImage(project.environment?.image ?? '');
  if (!image || imagePullCredentialsType(project) !== 'SERVICE_ROLE') return [];
  const actions = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
  return [allow(actions, arnsOf('ecr', image)`repository/${image.repository}`)];
}

/**
 * Also allows pulling: `docker build --cache-from` downloads the layers of an earlier image.
 * https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html
 */
function pushStatements({ project: { imageRepository } }: Granted): readonly Statement[] {
  if (imageRepository === undefined) return [];
  const actions = [
    'ecr:BatchCheckLayerAvailability',
    'ecr:BatchGetImage',
    'ecr:CompleteLayerUpload',
    'ecr:GetDownloadUrlForLayer',
    'ecr:InitiateLayerUpload',
    'ecr:PutImage',
    'ecr:UploadLayerPart',
  ];
  return [allow(actions, arnsOf('ecr')`repository/${imageRepository}`)];
}
