import { regionOfArn } from './target/find-region.ts';
import { findingAt } from '../findings/finding-at.ts';
import type { Finding } from '../findings/finding.ts';
import type { RefusedFile } from '../projects-file/read-projects-file.ts';

/**
 * The deployment creates the projects without an arn, and starts builds of existing ones in its own account and region.
 * Finds every project that it could not start.
 *
 * @param account of the credentials, if there are any
 */
export function* checkDeployable(
  { projects, locate }: Pick<RefusedFile, 'projects' | 'locate'>,
  { region, account }: { readonly region: string; readonly account?: string | undefined },
): Iterable<Finding> {
  const existing = projects.flatMap(({ written: { name, arn } }, index) =>
    arn === undefined ? [] : [{ name, arn, place: locate(['projects', index, 'arn']) }],
  );
  for (const { name, arn, place } of existing) {
    if (regionOfArn(arn) !== region) {
      const message = `the project "${name}" is in ${regionOfArn(arn)}, not in ${region}: use --region ${regionOfArn(arn)}`;
      yield findingAt('project-in-other-region', place, message);
    } else if (!arn.endsWith(`:project/${name}`)) {
      yield findingAt(
        'arn-of-other-project',
        place,
        `the project "${name}" has the arn of another project (${arn}): correct the name or the arn`,
      );
    }
  }
  const accounts = [...new Set(existing.map(({ arn }) => accountOf(arn)))];
  const [first] = accounts;
  if (accounts.length > 1) {
    const other = existing.find(({ arn }) => accountOf(arn) !== first)!;
    const message = `the projects are in several accounts (${accounts.join(', ')}): deploy the projects of each account separately, each from a projects file of its own`;
    yield findingAt('projects-in-several-accounts', other.place, message);
  } else if (account !== undefined && first !== undefined && first !== account) {
    const message = `the projects are in the account ${first}, but your credentials are for the account ${account}: use credentials of the account ${first}`;
    yield findingAt('project-in-other-account', existing[0]!.place, message);
  }
}

/** arn:partition:codebuild:region:account:project/name */
const accountOf = (arn: string): string => arn.split(':')[4] ?? '';
