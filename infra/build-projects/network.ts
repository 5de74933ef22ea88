import type { ProjectInput } from '../projects-file/schema/projects-file-schema.ts';
import type { Ref } from '../cloudformation/arn.ts';

/** A project's VPC in CloudFormation's terms. */
export interface Network {
  readonly VpcId: string | Ref;
  readonly Subnets: readonly (string | Ref)[];
  readonly SecurityGroupIds: readonly (string | Ref)[];
}

/** The VPC that a project names, or the stage's own. */
export function networkOf({ vpcConfig }: Pick<ProjectInput, 'vpcConfig'>, ofStage: Network): Network | undefined {
  if (vpcConfig?.create) return ofStage;
  const { vpcId, subnets = [], securityGroupIds = [] } = vpcConfig ?? {};
  return vpcId === undefined ? undefined : { VpcId: vpcId, Subnets: subnets, SecurityGroupIds: securityGroupIds };
}
