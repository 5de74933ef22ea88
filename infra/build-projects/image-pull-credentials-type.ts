import type { ProjectInput } from '../projects-file/schema/projects-file-schema.ts';
import { ecrImage } from './ecr-image.ts';

/**
 * Whose credentials pull the build's image. By default, CodeBuild uses its own, which private repositories do not
 * accept without a policy. Therefore, the project's role pulls an image from ECR or from a registry with credentials.
 */
export function imagePullCredentialsType({ environment }: Pick<ProjectInput, 'environment'>) {
  const { image = '', registryCredential, imagePullCredentialsType: declared } = environment ?? {};
  return declared ?? (ecrImage(image) || registryCredential ? 'SERVICE_ROLE' : undefined);
}
