import { SSMClient } from '@aws-sdk/client-ssm';

export interface FoundRegion {
  readonly region: string;
  /** The source of the region, for messages: "--region", "AWS_REGION". */
  readonly from: string;
}

/**
 * The region, found in the same way by every command: `--region`, then the environment and the profile as the SDK reads
 * them, and finally the region of the existing projects, if all of them are in the same one.
 *
 * @param arns of those projects, only requested if nothing else names a region
 * @returns undefined if nothing names a region
 */
export async function findRegion(
  given: string | undefined,
  arns: () => Promise<readonly string[]>,
): Promise<FoundRegion | undefined> {
  if (given !== undefined) return { region: given, from: '--region' };
  for (const name of ['AWS_REGION', 'AWS_DEFAULT_REGION']) {
    const region = process.env[name];
    if (region) return { region, from: name };
  }
  const ofProfile = await new SSMClient({}).config.region().catch(() => '');
  if (ofProfile) return { region: ofProfile, from: `the profile ${process.env['AWS_PROFILE'] || 'default'}` };
  const regions = new Set((await arns()).map(regionOfArn));
  const [only] = regions;
  return only !== undefined && regions.size === 1 ? { region: only, from: 'the projects file' } : undefined;
}

/** arn:partition:service:region:account:resource */
export const regionOfArn = (arn: string): string => arn.split(':')[3] ?? '';
