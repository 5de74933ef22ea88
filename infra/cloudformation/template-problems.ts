import type { Found } from '../findings/finding.ts';
import type { Template } from './template.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html */
const MOST_RESOURCES = 500;
const MOST_BYTES = 1_000_000;

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length */
const MOST_POLICY_CHARACTERS = 10_240;

/**
 * What CloudFormation and IAM would refuse of a template for its size.
 *
 * @param name of the stack, as people know it
 */
export function* templateProblems(name: string, template: Pick<Template, 'Resources'>): Iterable<Found> {
  const resources = Object.entries(template.Resources);
  if (resources.length > MOST_RESOURCES) {
    const message = `${name} has ${resources.length} resources; CloudFormation allows ${MOST_RESOURCES} in a stack`;
    yield { id: 'stack-too-large', message };
  }
  const bytes = Buffer.byteLength(JSON.stringify(template));
  if (bytes > MOST_BYTES) {
    yield {
      id: 'stack-too-large',
      message: `the template of ${name} has ${bytes} bytes; CloudFormation allows ${MOST_BYTES}: shorten inline buildspecs, or leave them in the repositories`,
    };
  }
  for (const [id, { Type, Properties }] of resources) {
    if (Type !== 'AWS::IAM::Role') continue;
    const characters = policyCharacters((Properties['Policies'] ?? []) as readonly InlinePolicy[]);
    if (characters <= MOST_POLICY_CHARACTERS) continue;
    const whose = typeof Properties['Description'] === 'string' ? ` (${Properties['Description']})` : '';
    yield {
      id: 'policies-too-long',
      message: `the policies of ${id}${whose} have up to ${characters} characters; IAM allows ${MOST_POLICY_CHARACTERS} in a role: name fewer resources, by wildcards in permissions, or give a serviceRole of your own`,
    };
  }
}

interface InlinePolicy {
  readonly PolicyDocument: unknown;
}

/** As IAM counts them: without white space, all policies of a role together, with the longest values put in. */
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

/** Other references are to ids: "subnet-0123456789abcdef0"; or with a dot to ARNs: "BuildsTable.Arn". */
const longest = (name: string): string => LONGEST[name] ?? (name.includes('.') ? LONG_ARN : 'x'.repeat(32));
