import { findRegion } from './find-region.ts';
import { readTarget, type Target } from './target.ts';

/**
 * @param arns of the projects that already exist
 * @throws Error for a name that cannot be a stage or a region, or if nothing names a region
 */
export async function findTarget(
  { stage, region }: { readonly stage: string; readonly region?: string | undefined },
  arns: () => Promise<readonly string[]>,
): Promise<Target> {
  const found = await findRegion(region, arns);
  if (!found) {
    throw new Error(
      'No region is set, and the projects file does not name a single one: add --region eu-west-1, or set AWS_REGION.',
    );
  }
  return readTarget({ stage, region: found.region, from: found.from });
}
