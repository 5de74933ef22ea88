import { expect, test } from 'vitest';
import { checkDeployable } from '../../../infra/projects-file/check-deployable.ts';

const source = { type: 'NO_SOURCE' } as const;
const arn = (name: string, region = 'eu-west-1', account = '123456789012') =>
  `arn:aws:codebuild:${region}:${account}:project/${name}`;
const check = (...projects: readonly { readonly name: string; readonly arn?: string }[]) =>
  checkDeployable(
    projects.map((project) => ({ ...project, source })),
    'eu-west-1',
  );

test('projects to be made, and those that exist in the account and region, are deployable, and so are none', () => {
  check();
  check({ name: 'made' }, { name: 'web', arn: arn('web') }, { name: 'api', arn: arn('api') });
});

test('each project that could not be started is named, with what would be right', () => {
  expect(() =>
    check(
      { name: 'far', arn: arn('far', 'us-east-1') },
      { name: 'other', arn: arn('web') },
      { name: 'foreign', arn: arn('foreign', 'eu-west-1', '210987654321') },
    ),
  ).toThrow(
    /^Project far is in us-east-1.*--region us-east-1\.\nProject other has.*project\/web\.\nThe projects are of the accounts 123456789012 and 210987654321/,
  );
});

test("projects of another account than the credentials' are refused, with both", () => {
  expect(() => checkDeployable([{ name: 'web', arn: arn('web'), source }], 'eu-west-1', '210987654321')).toThrow(
    'The projects are of the account 123456789012, and your credentials of 210987654321.',
  );
  checkDeployable([{ name: 'web', arn: arn('web'), source }], 'eu-west-1', '123456789012');
});
