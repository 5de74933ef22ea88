import type { ProjectInput } from '../projects-file/schema/projects-file-schema.ts';
import { ecrImage } from './ecr-image.ts';

/**
 * Whose credentials pull the build's image. The service takes its own unless told, which no private repository lets in
 * by itself: an image from ECR, or from a registry with credentials, is pulled by the project's role.
 */
export function imagePullCredentialsType({ environment }: Pick<ProjectInput, 'environment'>) {
  const { image = '', registryCredential, imagePullCredentialsType: declared } = environment ?? {};
  return declared ?? (ecrImage(image) || registryCredential ? 'SERVICE_ROLE' : undefined);
}
