import type { ComputeType, EnvironmentType } from '@aws-sdk/client-codebuild';
import data from './compute-types.json' with { type: 'json' };

/** What a build gets. Of some only that they exist is known. */
export interface ComputeSize {
  readonly vCpu?: number;
  readonly memoryGiB?: number;
}

/** The compute types that a type of environment has on demand, by name; none for macOS, which only fleets have. */
export function onDemandCompute(type: EnvironmentType): Readonly<Partial<Record<ComputeType, ComputeSize>>> {
  return data.onDemand.find(({ types }) => types.includes(type))?.compute ?? {};
}

export const isLambda = (type: EnvironmentType | undefined): boolean => type?.includes('_LAMBDA_') ?? false;
