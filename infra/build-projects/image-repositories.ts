import type { Resource } from '../cloudformation/template.ts';
import type { Found } from '../findings/finding.ts';
import { PROJECT_TAG } from '../cloudformation/project-tags.ts';
import type { ProjectInput } from '../projects-file/schema/projects-file-schema.ts';
import { ACCOUNT, REGION, sub, URL_SUFFIX, type Sub } from '../cloudformation/arn.ts';
import { logicalId } from '../cloudformation/logical-id.ts';

/** The URI for pushing and pulling images of a repository in this account and region. */
export const imageRepositoryUri = (name: string): Sub => sub`${ACCOUNT}.dkr.ecr.${REGION}.${URL_SUFFIX}/${name}`;

/** Images without a tag are deleted after this time. */
const DAYS_UNTAGGED = 7;
const MOST_IMAGES = 500;

/** CloudFormation allows 500 resources in the main stack; the rest is for everything else in it. */
const MOST_REPOSITORIES = 300;

type Pushing = Pick<ProjectInput, 'arn' | 'imageRepository'>;

/**
 * The repositories that projects push to. They outlive the stack, since running programs may use their images. They are
 * in the main stack, since CloudFormation cannot import kept resources into a nested one.
 */
export const imageRepositories = (projects: readonly Pushing[], stage: string): Readonly<Record<string, Resource>> =>
  Object.fromEntries(
    namesOf(projects).map((name) => [logicalId('ImageRepository', name), imageRepository(name, stage)]),
  );

/** Each repository once, because projects can share one. Projects that already exist get no repository. */
const namesOf = (projects: readonly Pushing[]): readonly string[] => [
  ...new Set(projects.flatMap(({ arn, imageRepository: name }) => (arn === undefined && name) || [])),
];

const imageRepository = (name: string, stage: string): Resource => ({
  Type: 'AWS::ECR::Repository',
  DeletionPolicy: 'RetainExceptOnCreate',
  UpdateReplacePolicy: 'Retain',
  Properties: {
    RepositoryName: name,
    ImageScanningConfiguration: { ScanOnPush: true },
    ImageTagMutability: 'IMMUTABLE',
    EncryptionConfiguration: { EncryptionType: 'AES256' },
    LifecyclePolicy: { LifecyclePolicyText: JSON.stringify({ rules: LIFECYCLE_RULES }) },
    Tags: [{ Key: PROJECT_TAG, Value: stage }],
  },
});

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html */
const LIFECYCLE_RULES = [
  {
    rulePriority: 1,
    description: `Untagged images, after ${DAYS_UNTAGGED} days`,
    selection: { tagStatus: 'untagged', countType: 'sinceImagePushed', countUnit: 'days', countNumber: DAYS_UNTAGGED },
    action: { type: 'expire' },
  },
  {
    rulePriority: 2,
    description: `All but the newest ${MOST_IMAGES} images`,
    selection: { tagStatus: 'any', countType: 'imageCountMoreThan', countNumber: MOST_IMAGES },
    action: { type: 'expire' },
  },
];

/** The reasons why AWS would refuse the projects' repositories together. */
export function* imageRepositoryProblems(projects: readonly Pushing[]): Iterable<Found> {
  const { length } = namesOf(projects);
  if (length <= MOST_REPOSITORIES) return;
  yield {
    id: 'too-many-image-repositories',
    message: `the projects name ${length} image repositories, but a stage can have ${MOST_REPOSITORIES}: let projects share some, or create them elsewhere and grant the ecr actions in permissions`,
  };
}
