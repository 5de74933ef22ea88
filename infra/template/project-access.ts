import { CODEBUILD_GROUPS, logGroupOf } from '../codebuild/log-group.ts';
import type { ProjectInput } from '../projects-file/schema/projects-file-schema.ts';
import { arnsOf, type Sub } from '../cloudformation/arn.ts';
import type { PolicyDocument, Statement } from '../cloudformation/policy-document.ts';
import { PROJECT_TAG } from '../cloudformation/project-tags.ts';
import { accessByFunction } from './function-access.ts';

/**
 * A share of the 10,240 characters that IAM allows for a role's inline policies together. The rest is for the role's
 * other permissions and denials (denied-overrides.ts).
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-entity-length
 */
const MOST_CHARACTERS = 5000;

export type AccessedProject = Pick<ProjectInput, 'name' | 'logsConfig'>;

/** Whether the policies name each project; otherwise, PROJECT_TAG identifies them. */
export const areNamed = (projects: readonly Pick<ProjectInput, 'name'>[]): boolean =>
  projects.reduce((sum, { name }) => sum + LONGEST_ARN_BUT_NAME + name.length, 0) <= MOST_CHARACTERS;

/** The ARN of a log group is shorter. */
const LONGEST_ARN_BUT_NAME = '"arn:aws-us-gov:codebuild:ap-southeast-1:123456789012:project/",'.length;

/** The policy of each function that uses projects, limited to these projects. */
export function projectPolicies(
  projects: readonly AccessedProject[],
  stage: string,
): Readonly<Record<string, PolicyDocument>> {
  return Object.fromEntries(
    accessByFunction().flatMap(([name, access]) => {
      const Statement = access.flatMap(({ actions: Action, on }): Statement[] => {
        if (on === 'the projects') return [{ ...accessTo(projects, stage), Action }];
        return on === "the projects' logs" ? [readingLogs(projects, Action)] : [];
      });
      return Statement.length > 0 ? [[name, { Version: '2012-10-17', Statement }]] : [];
    }),
  );
}

/** Reading the log group of each project, or all groups that CodeBuild creates if a role cannot name them. */
function readingLogs(projects: readonly AccessedProject[], Action: Statement['Action']): Statement {
  if (projects.length === 0) return { Effect: 'Deny', Action, Resource: '*' };
  const groups = [...new Set(projects.map(logGroupOf))];
  const areFew = areNamed([...projects, ...groups.map((name) => ({ name }))]);
  const readable = areFew
    ? groups
    : [`${CODEBUILD_GROUPS}*`, ...groups.filter((name) => !name.startsWith(CODEBUILD_GROUPS))];
  return { Effect: 'Allow', Action, Resource: readable.map(logStreamsArn) };
}

const logStreamsArn = (group: string): Sub => arnsOf('logs')`log-group:${group}:*`;

function accessTo(projects: readonly Pick<ProjectInput, 'name'>[], stage: string): Omit<Statement, 'Action'> {
  // A statement must have a resource, so if there is none to allow, it denies everything.
  if (projects.length === 0) return { Effect: 'Deny', Resource: '*' };
  if (areNamed(projects)) return { Effect: 'Allow', Resource: projects.map(({ name }) => projectArn(name)) };
  return {
    Effect: 'Allow',
    Resource: projectArn('*'),
    Condition: { StringEquals: { [`aws:ResourceTag/${PROJECT_TAG}`]: stage } },
  };
}

const projectArn = (name: string): Sub => arnsOf('codebuild')`project/${name}`;
