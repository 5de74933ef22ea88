import type { Found } from '../findings/finding.ts';
import type { Template } from './template.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MOST_RESOURCES = 500;
const MOST_BYTES = 1_000_000;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length */
const MOST_POLICY_CHARACTERS = 10_240;

/**
 * The size limits of CloudFormation and IAM that a template exceeds.
 *
 * @param name the stack's name, for messages
 */
export function* templateProblems(name: string, template: Pick<Template, 'Resources'>): Iterable<Found> {
  const resources = Object.entries(template.Resources);
  if (resources.length > MOST_RESOURCES) {
    const message = `${name} has ${resources.length} resources, but CloudFormation allows ${MOST_RESOURCES} per stack`;
    yield { id: 'stack-too-large', message };
  }
  const bytes = Buffer.byteLength(JSON.stringify(template));
  if (bytes > MOST_BYTES) {
    yield {
      id: 'stack-too-large',
      message: `the template of ${name} has ${bytes} bytes, but CloudFormation allows ${MOST_BYTES}: shorten inline buildspecs, or move them to the repositories`,
    };
  }
  for (const [id, { Type, Properties }] of resources) {
    if (Type !== 'AWS::IAM::Role') continue;
    const characters = policyCharacters((Properties['Policies'] ?? []) as readonly InlinePolicy[]);
    if (characters <= MOST_POLICY_CHARACTERS) continue;
    const whose = typeof Properties['Description'] === 'string' ? ` (${Properties['Description']})` : '';
    yield {
      id: 'policies-too-long',
      message: `the policies of ${id}${whose} have up to ${characters} characters, but IAM allows ${MOST_POLICY_CHARACTERS} per role: use wildcards in permissions, or set serviceRole to a role of your own`,
    };
  }
}

interface InlinePolicy {
  readonly PolicyDocument: unknown;
}

/**
 * Counted as IAM does: without white space, all policies of a role together, and with the longest possible values
 * inserted.
 */
const policyCharacters = (policies: readonly InlinePolicy[]): number =>
  policies.reduce((sum, { PolicyDocument }) => sum + JSON.stringify(PolicyDocument, putIn).length, 0);

function putIn(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('Fn::Sub' in value)
    return String(value['Fn::Sub']).replaceAll(/\$\{(?!!)([^}]+)\}/g, (_, name: string) => longest(name));
  if ('Ref' in value) return longest(String(value.Ref));
  return 'Fn::GetAtt' in value ? LONG_ARN : value;
}

const LONG_ARN = 'x'.repeat(120);

const LONGEST: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws-us-gov',
  'AWS::Region': 'ap-southeast-1',
  'AWS::AccountId': '123456789012',
  'AWS::URLSuffix': 'amazonaws.com.cn',
};

/**
 * References without a dot are to ids such as "subnet-0123456789abcdef0", and those with a dot to ARNs such as
 * "BuildsTable.Arn".
 */
const longest = (name: string): string => LONGEST[name] ?? (name.includes('.') ? LONG_ARN : 'x'.repeat(32));
