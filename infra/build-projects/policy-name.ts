import { digest } from '../../functions/core/digest.ts';

/** https://docs.aws.amazon.com/IAM/latest/APIReference/API_PutRolePolicy.html */
const MOST_CHARACTERS = 128;
const HASH_CHARACTERS = 8;

/**
 * A policy's name as CodeBuild's console makes it, with a hash at its end where it would be too long.
 *
 * @param kind as in "CodeBuildBasePolicy"
 */
export function policyName(kind: string, project: string, region: string): string {
  const name = `${kind}-${project}-${region}`;
  if (name.length <= MOST_CHARACTERS) return name;
  return `${name.slice(0, MOST_CHARACTERS - HASH_CHARACTERS - 1)}-${digest(name).slice(0, HASH_CHARACTERS)}`;
}
