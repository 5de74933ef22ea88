import { AwsError } from '../../aws/aws-service.ts';
import type { Account } from '../state/account.ts';
import { buildArn, buildId } from '../arns.ts';
import type { StoredBuild } from '../state/builds.ts';

/** Finds a build by its id or ARN. Throws ResourceNotFoundException. */
export function findBuild(idOrArn: string, { builds }: Account): StoredBuild {
  const id = buildId(idOrArn);
  const stored = builds.get(id);
  if (!stored) throw new AwsError('ResourceNotFoundException', `Build cannot be found: ${buildArn(id)}`);
  return stored;
}
