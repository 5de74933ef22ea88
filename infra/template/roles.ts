import { arnsOf, type GetAtt, type Sub } from '../cloudformation/arn.ts';
import { roleId } from '../cloudformation/osls-names.ts';
import type { PolicyDocument, Statement } from '../cloudformation/policy-document.ts';
import type { Resource } from '../cloudformation/template.ts';
import { deniedOverrides } from './denied-overrides.ts';
import { accessByFunction, type Allowed, type AccessedPlace } from './function-access.ts';
import { projectPolicies, type AccessedProject } from './project-access.ts';

/** One role per function. It allows what function-access.ts lists, and nothing else. */
export function roles(projects: readonly AccessedProject[], stage: string): Readonly<Record<string, Resource>> {
  const ofProjects = projectPolicies(projects, stage);
  return Object.fromEntries(
    accessByFunction().map(([name, access]) => [roleId(name), role(name, access, stage, ofProjects[name])]),
  );
}

function role(
  name: string,
  access: readonly Allowed[],
  stage: string,
  ofProjects: PolicyDocument | undefined,
): Resource {
  const own = access.flatMap(({ actions, on }): Statement[] => {
    const Resource = placeArn(on, stage);
    return Resource === undefined ? [] : [{ Effect: 'Allow', Action: actions, Resource }];
  });
  const startsBuilds = access.some(({ actions }) => actions.includes('codebuild:StartBuild'));
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      },
      Policies: [
        { PolicyName: name, PolicyDocument: { Version: '2012-10-17', Statement: [writingLogs(name, stage), ...own] } },
        ...(ofProjects ? [{ PolicyName: 'projects', PolicyDocument: ofProjects }] : []),
        // A request with other settings is denied.
        ...(startsBuilds ? [{ PolicyName: 'overrides', PolicyDocument: deniedOverrides() }] : []),
      ],
    },
  };
}

const writingLogs = (name: string, stage: string): Statement => ({
  Effect: 'Allow',
  Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  Resource: arnsOf('logs')`log-group:/aws/lambda/pushlight-${stage}-${name}:*`,
});

/** Undefined for targets that depend on the projects file: project-access.ts. */
function placeArn(place: AccessedPlace, stage: string): '*' | GetAtt | readonly (GetAtt | Sub)[] | undefined {
  if (typeof place === 'object') {
    const parameters = arnsOf('ssm');
    const path = `parameter/pushlight/${stage}/${place.path}`;
    return [parameters`${path}`, parameters`${path}/*`];
  }
  switch (place) {
    case 'the projects':
    case "the projects' logs":
      return undefined;
    case 'the account':
      // ListBuilds knows no resources: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodebuild.html
      return '*';
    case 'BuildsTable, and its index unfinished':
      return withIndexes('unfinished');
    case 'BuildsTable, and its index builds-by-ref':
      return withIndexes('builds-by-ref');
    case 'BuildsTable, and its indexes':
      return withIndexes('unfinished', 'builds-by-ref');
    case 'DeliveriesQueue':
    case 'DeadLetterQueue':
    case 'UndeliveredEventsQueue':
    case 'CommitStatusesQueue':
    case 'UnsentCommitStatusesQueue':
    case 'CommitStatusesTable':
    case 'ExcerptsQueue':
    case 'DeliveriesTable':
    case 'BuildsTable':
      return arnOf(place);
  }
}

const withIndexes = (...names: readonly string[]): readonly (GetAtt | Sub)[] => [
  arnOf('BuildsTable'),
  ...names.map((name) => ({ 'Fn::Sub': `\${BuildsTable.Arn}/index/${name}` })),
];

const arnOf = (logicalId: string): GetAtt => ({ 'Fn::GetAtt': [logicalId, 'Arn'] });
