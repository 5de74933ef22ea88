import { finding, type CheckedProject, type CheckFinding } from './check.ts';

/**
 * Whether a build in a VPC has a way out. A build's network interface has no public address, so that it must be in
 * private subnets that lead to a NAT gateway or to VPC endpoints: of subnets that exist, their ids don't tell it.
 */
export function* checkVpc({ project }: CheckedProject): Iterable<CheckFinding> {
  const { arn, vpcConfig, fileSystemLocations = [] } = project;
  if (fileSystemLocations.length > 0 && (!vpcConfig || vpcConfig.create)) {
    yield finding(
      'file-system-without-vpc',
      { project: ['fileSystemLocations'] },
      'a file system of EFS can only be reached inside its VPC',
      'write vpcConfig: { vpcId: …, subnets: […], securityGroupIds: […] }',
    );
  }
  if (!vpcConfig) return;
  const given = (['vpcId', 'subnets', 'securityGroupIds'] as const).filter((key) => isGiven(vpcConfig[key]));
  const at = { project: ['vpcConfig'] };
  if (vpcConfig.create && given.length > 0) {
    yield finding(
      'vpc-named-twice',
      at,
      `create: true makes a VPC of its own, and ${given.join(', ')} names another`,
      'keep one of the two',
    );
  }
  if (vpcConfig.create && arn !== undefined) {
    yield finding(
      'vpc-of-existing-project',
      at,
      'no VPC is made for a project that exists already',
      'take create out, or the arn',
    );
  }
  if (vpcConfig.create || given.length === 3) return;
  const missing = ['vpcId', 'subnets', 'securityGroupIds'].filter((key) => !given.some((each) => each === key));
  if (given.length === 0 && arn !== undefined) return;
  yield finding(
    'vpc-incomplete',
    at,
    `a build in a VPC has no way out without ${missing.join(' and ')}`,
    'name private subnets that lead to a NAT gateway, and a security group that lets traffic out; or write vpcConfig: { create: true }',
  );
}

const isGiven = (value: string | readonly string[] | undefined): boolean => value !== undefined && value.length > 0;
