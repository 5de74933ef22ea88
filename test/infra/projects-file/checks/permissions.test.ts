import { expect, test } from 'vitest';
import type { ProjectInput } from '../../../../infra/projects-file/schema/projects-file-schema.ts';
import { checkPermissions } from '../../../../infra/projects-file/checks/permissions.ts';

type Statement = NonNullable<ProjectInput['permissions']>[number];

const found = (statement: Omit<Statement, 'Effect'>, Effect: Statement['Effect'] = 'Allow') =>
  Array.from(
    checkPermissions({
      project: { name: 'web', source: { type: 'NO_SOURCE' }, permissions: [{ Effect, ...statement }] },
    }),
    ({ id, at }) => ({ id, at }),
  );

const ROLE = 'arn:aws:iam::111122223333:role/deploy';

test.each<[string, Omit<Statement, 'Effect'>]>([
  ['permissions-unlimited', { Action: '*', Resource: '*' }],
  ['permissions-unlimited', { Action: ['s3:GetObject', '*:*'], Resource: ['arn:aws:s3:::web', 'arn:aws:*'] }],
  ['permissions-unlimited', { Action: '*', NotResource: 'arn:aws:s3:::web' }],
  ['permissions-unlimited', { NotAction: 'iam:*', Resource: '*' }],
  ['permissions-unlimited', { NotAction: ['organizations:*', 'account:*'], NotResource: ROLE }],
  ['permissions-unlimited', { Action: '*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': true } } }],
  ['permissions-escalate', { Action: 'iam:*', Resource: '*' }],
  ['permissions-escalate', { Action: 'IAM:passrole', Resource: '*' }],
  ['permissions-escalate', { Action: 'iam:Pass*', Resource: 'arn:aws-cn:iam::111122223333:role/*' }],
  ['permissions-escalate', { Action: 'iam:PassRole', NotResource: ROLE }],
  [
    'permissions-escalate',
    {
      Action: 'iam:PassRole',
      Resource: '*',
      Condition: { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } },
    },
  ],
  ['permissions-escalate', { Action: ['s3:*', 'iam:CreatePolicyVersion'], Resource: 'arn:aws:iam::*:policy/*' }],
  ['permissions-escalate', { Action: 'sts:*', Resource: '*' }],
  ['permissions-read-all-secrets', { Action: 'secretsmanager:*', Resource: '*' }],
  ['permissions-read-all-secrets', { Action: 'ssm:Get*', Resource: 'arn:aws:ssm:us-east-1:111122223333:*' }],
])('%s: %j', (id, statement) => {
  const key = statement.Action === undefined ? 'NotAction' : 'Action';
  expect(found(statement)).toEqual([{ id, at: { project: ['permissions', 0, key] } }]);
  expect(found(statement, 'Deny')).toEqual([]);
});

test.each<Omit<Statement, 'Effect'>>([
  { Action: 's3:*', Resource: '*' },
  { Action: '*', Resource: 'arn:aws:s3:::web/*' },
  { NotAction: 's3:DeleteBucket', Resource: ['arn:aws:s3:::web', 'arn:aws:s3:::web/*'] },
  { NotAction: '*', Resource: '*' },
  { Action: 'iam:PassRole', Resource: ROLE },
  { Action: 'iam:PassRole', Resource: 'arn:aws:iam::111122223333:role/web-*' },
  { Action: ['iam:Get*', 'iam:List*'], Resource: '*' },
  { Action: 'sts:GetCallerIdentity', Resource: '*' },
  { Action: ['ssm:GetParameters', 'ssm:GetParameter'], Resource: 'arn:aws:ssm:eu-west-1:111122223333:parameter/web/*' },
  { Action: 'ecr:*', Resource: '*' },
  { Action: '*', Resource: '*', Condition: { StringEquals: { 'aws:ResourceTag/project': 'web' } } },
])('a statement that builds need has no finding: %j', (statement) => {
  expect(found(statement)).toEqual([]);
});
