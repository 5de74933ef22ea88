import type { Statement } from '../../cloudformation/policy-document.ts';
import { allows } from './allows.ts';
import { finding, type CheckedProject, type CheckFinding } from './check.ts';
import { matchesWildcard } from './matches-wildcard.ts';

/** A statement as people write it: its resources are texts. */
type WrittenStatement = Statement<string | readonly string[]>;

/** All code in a build has the permissions of the project's role: tests, dependencies, and pull requests. */
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

/** Actions and ARNs of different services: a statement that covers all of them is nearly unlimited. */
const ACTIONS = ['iam:CreateUser', 's3:DeleteObject', 'ec2:TerminateInstances'];
const ARNS = ['s3:::bucket/key', 'ec2:eu-west-1:123456789012:instance/i-0123456789abcdef0'];

/**
 * Actions that grant or take over other permissions, each with an affected resource.
 * Source:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html
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
    reason: 'this statement lets any code in a build do almost anything in the AWS account',
    change:
      'name the actions and resources that the builds need, for example { Action: s3:PutObject, Resource: arn:… }',
  },
  {
    id: 'permissions-escalate',
    isIn: (statement) =>
      ESCALATING.some(
        ([action, name]) => allows([statement], action) && covers(statement, `iam::123456789012:${name}`),
      ),
    reason: 'this statement lets any code in a build get the permissions of every role or user',
    change: 'name the roles, users or policies in Resource, for example arn:aws:iam::123456789012:role/deploy',
  },
  {
    id: 'permissions-read-all-secrets',
    isIn: (statement) => SECRETS.some(([action, arn]) => allows([statement], action) && covers(statement, arn)),
    reason: "this statement lets any code in a build read every secret of the AWS account, including Pushlight's own",
    change: 'name the secrets in Resource, for example arn:aws:ssm:eu-west-1:123456789012:parameter/web/*',
  },
];

/** Whether a statement covers a resource of any name. */
const covers = ({ Resource }: WrittenStatement, arn: string): boolean =>
  Resource === undefined ||
  [Resource].flat().some((pattern) => matchesWildcard(pattern.replace(PLACE, 'arn:*:$1:*:*:'), `arn:aws:${arn}`));

/** The partition, region and account of an ARN, which can have any value. */
const PLACE = /^arn:[^:]*:([^:]*):[^:]*:[^:]*:/;

/**
 * Condition keys that restrict how, when or through which service a request is made, but neither who makes it nor which
 * resource it uses.
 */
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
