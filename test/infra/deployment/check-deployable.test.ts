import { expect, test } from 'vitest';
import { describeFinding } from '../../../infra/findings/describe-finding.ts';
import { checkDeployable } from '../../../infra/deployment/check-deployable.ts';
import { projectsFileOf } from '../projects-file/projects-file-of.ts';

const existing = (name: string, region = 'eu-west-1', account = '123456789012', named = name) => ({
  name: named,
  arn: `arn:aws:codebuild:${region}:${account}:project/${name}`,
  source: { type: 'GITHUB', location: 'https://github.com/acme/web' },
});
const check = (projects: readonly object[], account?: string): readonly string[] =>
  [...checkDeployable(projectsFileOf(projects), { region: 'eu-west-1', account })].map(describeFinding);

test('projects that exist in the account and region can be deployed, and so can a file without projects', () => {
  expect(check([])).toEqual([]);
  expect(check([existing('web'), existing('api')])).toEqual([]);
});

test('each project that could not be started is reported at its arn, with what to do', () => {
  expect(
    check([
      existing('far', 'us-east-1'),
      existing('web', 'eu-west-1', '123456789012', 'other'),
      existing('foreign', 'eu-west-1', '210987654321'),
    ]),
  ).toEqual([
    'infra/projects.yml:2:19: error: the project "far" is in us-east-1, not in eu-west-1: use --region us-east-1 [project-in-other-region]',
    'infra/projects.yml:3:21: error: the project "other" has the arn of another project (arn:aws:codebuild:eu-west-1:123456789012:project/web): correct the name or the arn [arn-of-other-project]',
    'infra/projects.yml:4:23: error: the projects are in several accounts (123456789012, 210987654321): deploy the projects of each account separately, each from a projects file of its own [projects-in-several-accounts]',
  ]);
});

test('projects in another account than that of the credentials are refused, naming both', () => {
  expect(check([existing('web')], '210987654321')).toEqual([
    'infra/projects.yml:2:19: error: the projects are in the account 123456789012, but your credentials are for the account 210987654321: use credentials of the account 123456789012 [project-in-other-account]',
  ]);
  expect(check([existing('web')], '123456789012')).toEqual([]);
});
