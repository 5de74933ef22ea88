import { DescribeRepositoriesCommand, ECRClient, ListTagsForResourceCommand } from '@aws-sdk/client-ecr';
import { PROJECT_TAG } from '../../cloudformation/project-tags.ts';
import { awsResponse } from '../aws-response.ts';
import type { Existing } from '../../template/kept-resources.ts';
import type { Target } from '../target/target.ts';
import { unlessNamed } from '../unless-named.ts';

/**
 * Finds an image repository that an earlier deployment of the stage created. All calls use one client.
 * @throws Error if the repository belongs to somebody else, because the stack's lifecycle rule would delete its images
 */
export function repositoryFinder({
  region,
  stage,
}: Pick<Target, 'region' | 'stage'>): (name: string) => Promise<Existing | undefined> {
  const client = new ECRClient({ region });
  return async (name) => {
    const response = client.send(new DescribeRepositoriesCommand({ repositoryNames: [name] }));
    const describing = unlessNamed('RepositoryNotFoundException', response);
    const described = await awsResponse('ecr:DescribeRepositories', describing);
    const resourceArn = described?.repositories?.[0]?.repositoryArn;
    if (resourceArn === undefined) return undefined;
    const listing = client.send(new ListTagsForResourceCommand({ resourceArn }));
    const { tags = [] } = await awsResponse('ecr:ListTagsForResource', listing);
    if (tags.some(({ Key, Value }) => Key === PROJECT_TAG && Value === stage)) return {};
    throw new Error(
      `The image repository ${name} already exists, and no deployment of the stage ${stage} created it: choose another name for imageRepository, or remove imageRepository and grant the project the ecr actions on this one in permissions.`,
    );
  };
}
