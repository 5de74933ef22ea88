import type { Resource } from '../cloudformation/template.ts';
import { REGION, sub, type Ref } from '../cloudformation/arn.ts';
import type { Network } from './network.ts';

/** Resources in the VPC's stack and parameters of the projects' stacks, with the same names in both. */
export const VPC_IDS = ['BuildVpc', 'BuildSubnetA', 'BuildSubnetB', 'BuildSecurityGroup'] as const;

export const CREATED_NETWORK: Network = {
  VpcId: { Ref: 'BuildVpc' },
  Subnets: [{ Ref: 'BuildSubnetA' }, { Ref: 'BuildSubnetB' }],
  SecurityGroupIds: [{ Ref: 'BuildSecurityGroup' }],
};

/**
 * CodeBuild's network interfaces have no public address: builds reach the internet through the NAT gateway, and nothing
 * can reach them.
 */
const ADDRESSES = { vpc: '10.83.0.0/16', public: '10.83.0.0/24', a: '10.83.64.0/18', b: '10.83.128.0/18' };

const resource = (type: string, properties: Resource['Properties']): Resource => ({
  Type: `AWS::EC2::${type}`,
  Properties: properties,
});
const ref = (name: string): Ref => ({ Ref: name });
const VpcId = ref('BuildVpc');
const zone = (index: number) => ({ 'Fn::Select': [index, { 'Fn::GetAZs': '' }] });

const subnet = (cidrBlock: string, zoneIndex: number): Resource =>
  resource('Subnet', {
    VpcId,
    CidrBlock: cidrBlock,
    AvailabilityZone: zone(zoneIndex),
    MapPublicIpOnLaunch: false,
  });

const routedBy = (subnetName: string, table: string): Resource =>
  resource('SubnetRouteTableAssociation', { SubnetId: ref(subnetName), RouteTableId: ref(table) });

/**
 * The VPC of a stage's builds: private subnets in two zones and one NAT gateway. The gateway costs money per hour, even
 * when nothing builds, and per gigabyte. S3, which holds caches, artifacts and ECR's layers, therefore has a gateway
 * endpoint, which is free.
 */
export const createdVpc: Readonly<Record<string, Resource>> = {
  BuildVpc: resource('VPC', { CidrBlock: ADDRESSES.vpc, EnableDnsSupport: true, EnableDnsHostnames: true }),
  BuildSubnetA: subnet(ADDRESSES.a, 0),
  BuildSubnetB: subnet(ADDRESSES.b, 1),
  BuildPublicSubnet: subnet(ADDRESSES.public, 0),
  BuildInternetGateway: resource('InternetGateway', {}),
  BuildInternetGatewayAttachment: resource('VPCGatewayAttachment', {
    VpcId,
    InternetGatewayId: ref('BuildInternetGateway'),
  }),
  BuildNatAddress: {
    ...resource('EIP', { Domain: 'vpc' }),
    DependsOn: 'BuildInternetGatewayAttachment',
  },
  BuildNatGateway: resource('NatGateway', {
    SubnetId: ref('BuildPublicSubnet'),
    AllocationId: { 'Fn::GetAtt': ['BuildNatAddress', 'AllocationId'] },
  }),
  BuildPublicRoutes: resource('RouteTable', { VpcId }),
  BuildPublicRoute: {
    ...resource('Route', {
      RouteTableId: ref('BuildPublicRoutes'),
      DestinationCidrBlock: '0.0.0.0/0',
      GatewayId: ref('BuildInternetGateway'),
    }),
    DependsOn: 'BuildInternetGatewayAttachment',
  },
  BuildPublicSubnetRoutes: routedBy('BuildPublicSubnet', 'BuildPublicRoutes'),
  BuildRoutes: resource('RouteTable', { VpcId }),
  BuildRoute: resource('Route', {
    RouteTableId: ref('BuildRoutes'),
    DestinationCidrBlock: '0.0.0.0/0',
    NatGatewayId: ref('BuildNatGateway'),
  }),
  BuildSubnetARoutes: routedBy('BuildSubnetA', 'BuildRoutes'),
  BuildSubnetBRoutes: routedBy('BuildSubnetB', 'BuildRoutes'),
  BuildStorageEndpoint: resource('VPCEndpoint', {
    VpcId,
    VpcEndpointType: 'Gateway',
    ServiceName: sub`com.amazonaws.${REGION}.s3`,
    RouteTableIds: [ref('BuildRoutes')],
  }),
  BuildSecurityGroup: resource('SecurityGroup', {
    GroupDescription: 'Builds of CodeBuild: outbound traffic only',
    VpcId,
    SecurityGroupEgress: [{ IpProtocol: '-1', CidrIp: '0.0.0.0/0', Description: 'Sources, packages, registries' }],
  }),
};
