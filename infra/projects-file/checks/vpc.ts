import { finding, type CheckedProject, type CheckFinding } from './check.ts';

/**
 * Whether a build in a VPC can reach the internet. A build's network interface has no public address, so it must be in
 * private subnets with a route to a NAT gateway or to VPC endpoints. The ids of existing subnets do not show whether
 * they have such a route.
 */
export function* checkVpc({ project }: CheckedProject): Iterable<CheckFinding> {
  const { arn, vpcConfig, fileSystemLocations = [] } = project;
  if (fileSystemLocations.length > 0 && (!vpcConfig || vpcConfig.create)) {
    yield finding(
      'file-system-without-vpc',
      { project: ['fileSystemLocations'] },
      'a build can only reach an EFS file system from within its VPC',
      'name the VPC of the file system, for example vpcConfig: { vpcId: …, subnets: […], securityGroupIds: […] }',
    );
  }
  if (!vpcConfig) return;
  const given = (['vpcId', 'subnets', 'securityGroupIds'] as const).filter((key) => isGiven(vpcConfig[key]));
  const at = { project: ['vpcConfig'] };
  if (vpcConfig.create && given.length > 0) {
    yield finding(
      'vpc-named-twice',
      at,
      `vpcConfig has create: true, which creates a VPC, but also ${given.join(' and ')}, which belong${given.length === 1 ? 's' : ''} to another one`,
      `remove create or ${given.join(' and ')}`,
    );
  }
  if (vpcConfig.create && arn !== undefined) {
    yield finding(
      'vpc-of-existing-project',
      at,
      'the deployment creates no VPC for this project, since its arn shows that it already exists',
      'remove create or arn',
    );
  }
  if (vpcConfig.create || given.length === 3) return;
  const missing = ['vpcId', 'subnets', 'securityGroupIds'].filter((key) => !given.some((each) => each === key));
  if (given.length === 0 && arn !== undefined) return;
  yield finding(
    'vpc-incomplete',
    at,
    `vpcConfig lacks ${missing.join(', ')}, without which a build in a VPC cannot reach the internet`,
    'name private subnets with a route to a NAT gateway, and a security group that allows outbound traffic, or write vpcConfig: { create: true }',
  );
}

const isGiven = (value: string | readonly string[] | undefined): boolean => value !== undefined && value.length > 0;
