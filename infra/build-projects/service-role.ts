import type { Resource } from '../cloudformation/template.ts';
import { ACCOUNT, arnsOf } from '../cloudformation/arn.ts';
import { basePolicy } from './policies/base-policy.ts';
import { cloudWatchLogsPolicy } from './policies/cloudwatch-logs-policy.ts';
import { imageRepositoryPolicy } from './policies/image-repository-policy.ts';
import type { Granted, Policy } from './policies/policy.ts';
import { secretsManagerPolicy } from './policies/secrets-manager-policy.ts';
import { vpcPolicy } from './policies/vpc-policy.ts';
import { policyName } from './policy-name.ts';

/** With the names that CodeBuild's console gives them. */
const POLICIES: Readonly<Record<string, Policy>> = {
  CodeBuildBasePolicy: basePolicy,
  CodeBuildCloudWatchLogsPolicy: cloudWatchLogsPolicy,
  CodeBuildVpcPolicy: vpcPolicy,
  CodeBuildSecretsManagerPolicy: secretsManagerPolicy,
  CodeBuildImageRepositoryPolicy: imageRepositoryPolicy,
  CodeBuildPermissionsPolicy: ({ project }) => project.permissions ?? [],
};

/**
 * The role of a project's builds: the permissions they need, limited to the resources they name, and the project's own
 * `permissions`.
 */
export function serviceRole(granted: Granted, region: string): Resource {
  const { name } = granted.project;
  const policies = Object.entries(POLICIES)
    .map(([kind, statements]) => ({ kind, Statement: statements(granted) }))
    .filter(({ Statement }) => Statement.length > 0);
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      Description: `Builds of the CodeBuild project ${name}`,
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Principal: { Service: 'codebuild.amazonaws.com' },
            Action: 'sts:AssumeRole',
            // https://docs.aws.amazon.com/codebuild/latest/userguide/cross-service-confused-deputy-prevention.html
            Condition: {
              StringEquals: { 'aws:SourceAccount': ACCOUNT, 'aws:SourceArn': arnsOf('codebuild')`project/${name}` },
            },
          },
        ],
      },
      Policies: policies.map(({ kind, Statement }) => ({
        PolicyName: policyName(kind, name, region),
        PolicyDocument: { Version: '2012-10-17', Statement },
      })),
    },
  };
}
