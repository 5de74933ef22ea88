import type { DeclaredProject } from './projects-file-schema.ts';

/**
 * The deployment makes the projects that have no arn, and starts builds of those that exist in its own account and
 * region.
 *
 * @param account of the credentials, where there are any
 * @throws Error that names every project it could not start
 */
export function checkDeployable(projects: readonly DeclaredProject[], region: string, account?: string): void {
  const accounts = new Set(projects.flatMap(({ arn }) => (arn === undefined ? [] : [accountOf(arn)])));
  const problems = projects.flatMap(({ name, arn }) => (arn === undefined ? [] : whyNot(name, arn, region)));
  if (accounts.size > 1) {
    problems.push(`The projects are of the accounts ${[...accounts].join(' and ')}: deploy each account's apart.`);
  } else if (account !== undefined && accounts.size === 1 && !accounts.has(account)) {
    problems.push(`The projects are of the account ${[...accounts][0]}, and your credentials of ${account}.`);
  }
  if (problems.length > 0) throw new Error(problems.join('\n'));
}

function whyNot(name: string, arn: string, region: string): readonly string[] {
  if (regionOf(arn) !== region) {
    return [`Project ${name} is in ${regionOf(arn)}, not in ${region}: package with --region ${regionOf(arn)}.`];
  }
  return arn.endsWith(`:project/${name}`) ? [] : [`Project ${name} has the arn of another project: ${arn}.`];
}

/** arn:partition:codebuild:region:account:project/name */
const regionOf = (arn: string): string => arn.split(':')[3] ?? '';
const accountOf = (arn: string): string => arn.split(':')[4] ?? '';
