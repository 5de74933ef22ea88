import type { Statement } from '../../cloudformation/policy-document.ts';
import { allows } from './allows.ts';
import { finding, type CheckedProject, type CheckFinding } from './check.ts';
import { matchesWildcard } from './matches-wildcard.ts';

/** As people write one: its resources are texts. */
type WrittenStatement = Statement<string | readonly string[]>;

/** Any code that a build runs has the permissions of the project's role: tests, dependencies, and pull requests. */
export function* checkPermissions({ project }: CheckedProject): Iterable<CheckFinding> {
  for (const [index, statement] of (project.permissions ?? []).entries()) {
    if (statement.Effect !== 'Allow' || narrows(statement.Condition)) continue;
    const broad = BROAD.find(({ isIn }) => isIn(statement));
    if (!broad) continue;
    const key = statement.Action === undefined ? 'NotAction' : 'Action';
    yield finding(broad.id, { project: ['permissions', index, key] }, broad.reason, broad.change);
  }
}

interface Broad {
  readonly id: 'permissions-unlimited' | 'permissions-escalate' | 'permissions-read-all-secrets';
  readonly isIn: (statement: WrittenStatement) => boolean;
  readonly reason: string;
  readonly change: string;
}

/** Actions and ARNs of different services: what covers them all leaves out little. */
const ACTIONS = ['iam:CreateUser', 's3:DeleteObject', 'ec2:TerminateInstances'];
const ARNS = ['s3:::bucket/key', 'ec2:eu-west-1:123456789012:instance/i-0123456789abcdef0'];

/**
 * What gives or takes over other permissions, and a resource that it is about.
 * Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
 */
const ESCALATING: readonly (readonly [action: string, arn: string])[] = [
  ...['PassRole', 'PutRolePolicy', 'AttachRolePolicy', 'UpdateAssumeRolePolicy', 'DeleteRolePermissionsBoundary'].map(
    (action) => [`iam:${action}`, 'role/any'] as const,
  ),
  ...['PutUserPolicy', 'AttachUserPolicy', 'CreateAccessKey', 'CreateLoginProfile', 'UpdateLoginProfile'].map(
    (action) => [`iam:${action}`, 'user/any'] as const,
  ),
  ...['PutGroupPolicy', 'AttachGroupPolicy', 'AddUserToGroup'].map((action) => [`iam:${action}`, 'group/any'] as const),
  ...['CreatePolicyVersion', 'SetDefaultPolicyVersion'].map((action) => [`iam:${action}`, 'policy/any'] as const),
  ['sts:AssumeRole', 'role/any'],
];

const SECRETS: readonly (readonly [action: string, arn: string])[] = [
  ['secretsmanager:GetSecretValue', 'secretsmanager:eu-west-1:123456789012:secret:any-AbCdEf'],
  ...['GetParameter', 'GetParameters', 'GetParametersByPath'].map(
    (action) => [`ssm:${action}`, 'ssm:eu-west-1:123456789012:parameter/any'] as const,
  ),
];

const BROAD: readonly Broad[] = [
  {
    id: 'permissions-unlimited',
    isIn: (statement) =>
      ARNS.every((arn) => covers(statement, arn)) &&
      (statement.Action === undefined
        ? ACTIONS.some((action) => allows([statement], action))
        : [statement.Action].flat().some((pattern) => ACTIONS.every((action) => matchesWildcard(pattern, action)))),
    reason: 'any code that a build runs could do almost anything in this account',
    change: 'name the actions and resources that the builds need, as in { Action: s3:PutObject, Resource: arn:… }',
  },
  {
    id: 'permissions-escalate',
    isIn: (statement) =>
      ESCALATING.some(
        ([action, name]) => allows([statement], action) && covers(statement, `iam::123456789012:${name}`),
      ),
    reason: 'any code that a build runs could get the permissions of every role or user with this',
    change: 'name the roles, users or policies in Resource, as in arn:aws:iam::123456789012:role/deploy',
  },
  {
    id: 'permissions-read-all-secrets',
    isIn: (statement) => SECRETS.some(([action, arn]) => allows([statement], action) && covers(statement, arn)),
    reason: "any code that a build runs could read every secret of the account, also Pushlight's own",
    change: 'name the secrets in Resource, as in arn:aws:ssm:eu-west-1:123456789012:parameter/web/*',
  },
];

/** Whether a statement is about a resource of any name. */
const covers = ({ Resource }: WrittenStatement, arn: string): boolean =>
  Resource === undefined ||
  [Resource].flat().some((pattern) => matchesWildcard(pattern.replace(PLACE, 'arn:*:$1:*:*:'), `arn:aws:${arn}`));

/** Of an ARN the partition, region and account, any of which will do. */
const PLACE = /^arn:[^:]*:([^:]*):[^:]*:[^:]*:/;

/** Keys of conditions that say how or when, or to which service, but not to whom or what. */
const ANY_RESOURCE = new Set([
  'aws:currenttime',
  'aws:epochtime',
  'aws:multifactorauthpresent',
  'aws:requestedregion',
  'aws:securetransport',
  'aws:useragent',
  'iam:passedtoservice',
]);

const narrows = (condition: WrittenStatement['Condition'] = {}): boolean =>
  Object.values(condition)
    .flatMap((keys) => Object.keys(keys))
    .some((key) => !ANY_RESOURCE.has(key.toLowerCase()));
