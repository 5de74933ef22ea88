import { finding, type CheckedProject, type CheckFinding } from './check.ts';

/**
 * Whether a build in a VPC can reach the internet. A build's network interface has no public address, so it must be in
 * private subnets with a route to a NAT gateway or to VPC endpoints. The ids of existing subnets do not show whether
 * that is so.
 */
export function* checkVpc({ project }: CheckedProject): Iterable<CheckFinding> {
  const { arn, vpcConfig, fileSystemLocations = [] } = project;
  if (fileSystemLocations.length > 0 && (!vpcConfig || vpcConfig.create)) {
    yield finding(
      'file-system-without-vpc',
      { project: ['fileSystemLocations'] },
      'an EFS file system can only be reached in its VPC',
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
      `create: true creates a VPC, but ${given.join(', ')} names another one`,
      'remove one of the two',
    );
  }
  if (vpcConfig.create && arn !== undefined) {
    yield finding(
      'vpc-of-existing-project',
      at,
      'no VPC is created for a project that already exists',
      'remove create or the arn',
    );
  }
  if (vpcConfig.create || given.length === 3) return;
  const missing = ['vpcId', 'subnets', 'securityGroupIds'].filter((key) => !given.some((each) => each === key));
  if (given.length === 0 && arn !== undefined) return;
  yield finding(
    'vpc-incomplete',
    at,
    `a build in a VPC needs ${missing.join(' and ')} to reach the internet`,
    'name private subnets with a route to a NAT gateway, and a security group that allows outbound traffic; or write vpcConfig: { create: true }',
  );
}

const isGiven = (value: string | readonly string[] | undefined): boolean => value !== undefined && value.length > 0;
