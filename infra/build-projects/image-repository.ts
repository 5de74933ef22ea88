import type { Resource } from '../stack/compile-template.ts';
import { ACCOUNT, REGION, sub, URL_SUFFIX, type Sub } from './arn.ts';

/** Where images of a repository of this account and region are pushed to and pulled from. */
export const imageRepositoryUri = (name: string): Sub => sub`${ACCOUNT}.dkr.ecr.${REGION}.${URL_SUFFIX}/${name}`;

/** Layers that no tag names any more take room for nobody. */
const DAYS_UNTAGGED = 7;
const MOST_IMAGES = 500;

/** An ECR repository, which outlives the stack: what runs somewhere may come from it. */
export const imageRepository = (name: string): Resource => ({
  Type: 'AWS::ECR::Repository',
  DeletionPolicy: 'Retain',
  UpdateReplacePolicy: 'Retain',
  Properties: {
    RepositoryName: name,
    ImageScanningConfiguration: { ScanOnPush: true },
    ImageTagMutability: 'IMMUTABLE',
    EncryptionConfiguration: { EncryptionType: 'AES256' },
    LifecyclePolicy: { LifecyclePolicyText: JSON.stringify({ rules: LIFECYCLE_RULES }) },
  },
});

/** https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html */
const LIFECYCLE_RULES = [
  {
    rulePriority: 1,
    description: `Images that no tag names, after ${DAYS_UNTAGGED} days`,
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
