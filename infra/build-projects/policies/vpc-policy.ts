import { arnsOf } from '../../cloudformation/arn.ts';
import { allow } from './allow.ts';
import type { Policy } from './policy.ts';

const ec2 = arnsOf('ec2');

/**
 * A build in a VPC has a network interface there, which CodeBuild creates and deletes. The statements are those that
 * AWS documents: what else CodeBuild passes when it creates one is not documented, and a shared subnet belongs to
 * another account.
 * https://docs.aws.amazon.com/codebuild/latest/userguide/auth-and-access-control-iam-identity-based-access-control.html#customer-managed-policies-example-create-vpc-network-interface
 */
export const vpcPolicy: Policy = ({ network }) => {
  if (!network) return [];
  return [
    allow(
      [
        'ec2:CreateNetworkInterface',
        'ec2:DeleteNetworkInterface',
        'ec2:DescribeDhcpOptions',
        'ec2:DescribeNetworkInterfaces',
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSubnets',
        'ec2:DescribeVpcs',
      ],
      '*',
    ),
    allow(['ec2:CreateNetworkInterfacePermission'], ec2`network-interface/*`, {
      ArnEquals: { 'ec2:Subnet': network.Subnets.map((id) => ec2`subnet/${id}`) },
      StringEquals: { 'ec2:AuthorizedService': 'codebuild.amazonaws.com' },
    }),
  ];
};
