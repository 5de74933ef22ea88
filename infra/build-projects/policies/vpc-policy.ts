import { arnsOf } from '../arn.ts';
import { allow } from './allow.ts';
import type { Policy } from './policy.ts';

const ec2 = arnsOf('ec2');

/**
 * A build in a VPC has a network interface there, which CodeBuild makes and takes away.
 * https://docs.aws.amazon.com/codebuild/latest/userguide/auth-and-access-control-iam-identity-based-access-control.html#customer-managed-policies-example-create-vpc-network-interface
 */
export const vpcPolicy: Policy = ({ network }) => {
  if (!network) return [];
  const interfaces = ec2`network-interface/*`;
  const subnets = network.Subnets.map((id) => ec2`subnet/${id}`);
  const securityGroups = network.SecurityGroupIds.map((id) => ec2`security-group/${id}`);
  const inSubnets = { 'ec2:Subnet': subnets };
  return [
    // These know no resources.
    allow(
      ['DhcpOptions', 'NetworkInterfaces', 'SecurityGroups', 'Subnets', 'Vpcs'].map((what) => `ec2:Describe${what}`),
      '*',
    ),
    allow(['ec2:CreateNetworkInterface'], [interfaces, ...subnets, ...securityGroups]),
    allow(['ec2:DeleteNetworkInterface'], interfaces, { ArnEquals: inSubnets }),
    allow(['ec2:CreateNetworkInterfacePermission'], interfaces, {
      ArnEquals: inSubnets,
      StringEquals: { 'ec2:AuthorizedService': 'codebuild.amazonaws.com' },
    }),
  ];
};
