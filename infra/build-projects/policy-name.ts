import { digest } from '../../functions/core/digest.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
const MOST_CHARACTERS = 128;
const HASH_CHARACTERS = 8;

/**
 * The name that CodeBuild's console would give a policy, shortened with a hash if it is too long.
 *
 * @param kind as in "CodeBuildBasePolicy"
 */
export function policyName(kind: string, project: string, region: string): string {
  const name = `${kind}-${project}-${region}`;
  if (name.length <= MOST_CHARACTERS) return name;
  return `${name.slice(0, MOST_CHARACTERS - HASH_CHARACTERS - 1)}-${digest(name).slice(0, HASH_CHARACTERS)}`;
}
