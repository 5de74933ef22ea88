import type { ProjectInput } from '../projects-file/schema/projects-file-schema.ts';
import { ecrImage } from './ecr-image.ts';

/**
 * Whose credentials pull the build's image. By default, CodeBuild uses its own credentials, which private repositories
 * accept only with a policy for CodeBuild. An image from ECR, or from a registry with credentials, is therefore pulled
 * with the project's role.
 */
export function imagePullCredentialsType({ environment }: Pick<ProjectInput, 'environment'>) {
  const { image = '', registryCredential, imagePullCredentialsType: declared } = environment ?? {};
  return declared ?? (ecrImage(image) || registryCredential ? 'SERVICE_ROLE' : undefined);
}
