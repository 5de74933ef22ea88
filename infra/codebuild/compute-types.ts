import type { ComputeType, EnvironmentType } from '@aws-sdk/client-codebuild';
import data from './compute-types.json' with { type: 'json' };

/** The resources of a build. For some compute types, only their existence is known. */
export interface ComputeSize {
  readonly vCpu?: number;
  readonly memoryGiB?: number;
}

/** The on-demand compute types of an environment type, by name; empty for macOS, which is only available in fleets. */
export function onDemandCompute(type: EnvironmentType): Readonly<Partial<Record<ComputeType, ComputeSize>>> {
  return data.onDemand.find(({ types }) => types.includes(type))?.compute ?? {};
}

export const isLambda = (type: EnvironmentType | undefined): boolean => type?.includes('_LAMBDA_') ?? false;
