import { findingAt } from '../findings/finding-at.ts';
import type { Finding } from '../findings/finding.ts';
import type { ProjectsFile } from './read-projects-file.ts';

/**
 * The deployment makes the projects that have no arn, and starts builds of those that exist in its own account and
 * region. Finds every project that it could not start.
 *
 * @param account of the credentials, where there are any
 */
export function* checkDeployable(
  { declared, locate }: Pick<ProjectsFile, 'declared' | 'locate'>,
  region: string,
  account?: string,
): Iterable<Finding> {
  const existing = declared.flatMap(({ name, arn }, index) =>
    arn === undefined ? [] : [{ name, arn, place: locate(['projects', index, 'arn']) }],
  );
  for (const { name, arn, place } of existing) {
    if (regionOf(arn) !== region) {
      const message = `project ${name} is in ${regionOf(arn)}, not in ${region}: use --region ${regionOf(arn)}`;
      yield findingAt('project-in-other-region', place, message);
    } else if (!arn.endsWith(`:project/${name}`)) {
      yield findingAt('arn-of-other-project', place, `project ${name} has the arn of another project: ${arn}`);
    }
  }
  const accounts = [...new Set(existing.map(({ arn }) => accountOf(arn)))];
  const [first] = accounts;
  if (accounts.length > 1) {
    const other = existing.find(({ arn }) => accountOf(arn) !== first)!;
    const message = `the projects are in the accounts ${accounts.join(' and ')}: deploy those of each account separately`;
    yield findingAt('projects-in-several-accounts', other.place, message);
  } else if (account !== undefined && first !== undefined && first !== account) {
    const message = `the projects are in the account ${first}, and your credentials are for ${account}`;
    yield findingAt('project-in-other-account', existing[0]!.place, message);
  }
}

/** arn:partition:codebuild:region:account:project/name */
const regionOf = (arn: string): string => arn.split(':')[3] ?? '';
const accountOf = (arn: string): string => arn.split(':')[4] ?? '';
