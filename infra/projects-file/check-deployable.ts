import type { DeclaredProject } from './projects-file-schema.ts';

/**
 * The deployment starts builds of projects that exist, in its own account and region; it makes none yet.
 * @param account of the credentials, where there are any
 * @throws Error that names every project it could not start
 */
export function checkDeployable(projects: readonly DeclaredProject[], region: string, account?: string): void {
  const accounts = new Set(projects.flatMap(({ arn }) => (arn === undefined ? [] : [accountOf(arn)])));
  const problems = projects.flatMap(({ name, arn }) => whyNot(name, arn, region));
  if (accounts.size > 1) {
    problems.push(`The projects are of the accounts ${[...accounts].join(' and ')}: deploy each account's apart.`);
  } else if (account !== undefined && accounts.size === 1 && !accounts.has(account)) {
    problems.push(`The projects are of the account ${[...accounts][0]}, and your credentials of ${account}.`);
  }
  if (problems.length > 0) throw new Error(problems.join('\n'));
}

function whyNot(name: string, arn: string | undefined, region: string): readonly string[] {
  if (arn === undefined) {
    return [
      `Project ${name} has no arn, and the deployment does not make projects yet: make it in CodeBuild, and paste its arn from aws codebuild batch-get-projects --names ${name}.`,
    ];
  }
  if (regionOf(arn) !== region) {
    return [`Project ${name} is in ${regionOf(arn)}, not in ${region}: package with --region ${regionOf(arn)}.`];
  }
  return arn.endsWith(`:project/${name}`) ? [] : [`Project ${name} has the arn of another project: ${arn}.`];
}

/** arn:partition:codebuild:region:account:project/name */
const regionOf = (arn: string): string => arn.split(':')[3] ?? '';
const accountOf = (arn: string): string => arn.split(':')[4] ?? '';
