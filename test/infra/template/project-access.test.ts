import { expect, test } from 'vitest';
import { areNamed, projectPolicies } from '../../../infra/template/project-access.ts';

const projectNames = (count: number, length: number) =>
  Array.from({ length: count }, (_, index) => ({ name: String(index).padStart(length, 'p') }));

test('a function can do with each project only what it needs', () => {
  const { trigger, status, reconcile } = projectPolicies([{ name: 'web' }, { name: 'api' }], 'prod');
  const Resource = ['web', 'api'].map((name) => ({
    'Fn::Sub': `arn:\${AWS::Partition}:codebuild:\${AWS::Region}:\${AWS::AccountId}:project/${name}`,
  }));
  expect(trigger?.Statement).toEqual([
    {
      Effect: 'Allow',
      Action: [
        'codebuild:StartBuild',
        'codebuild:StopBuild',
        'codebuild:ListBuildsForProject',
        'codebuild:BatchGetBuilds',
      ],
      Resource,
    },
  ]);
  expect(status?.Statement).toEqual([{ Effect: 'Allow', Action: ['codebuild:BatchGetBuilds'], Resource }]);
  expect(reconcile?.Statement).toEqual([
    { Effect: 'Allow', Action: ['codebuild:ListBuildsForProject', 'codebuild:BatchGetBuilds'], Resource },
  ]);
});

test('without projects, a policy is still valid and allows nothing', () => {
  for (const { Statement } of Object.values(projectPolicies([], 'prod'))) {
    for (const statement of Statement) expect(statement).toMatchObject({ Effect: 'Deny', Resource: '*' });
  }
});

test('callers can read logs only in the groups to which the projects write', () => {
  const logsConfig = { cloudWatchLogs: { status: 'ENABLED', groupName: 'acme/builds' } } as const;
  const { builds } = projectPolicies([{ name: 'web' }, { name: 'api', logsConfig }], 'prod');
  expect(builds?.Statement[1]).toEqual({
    Effect: 'Allow',
    Action: ['logs:GetLogEvents'],
    Resource: ['/aws/codebuild/web', 'acme/builds'].map((group) => ({
      'Fn::Sub': `arn:\${AWS::Partition}:logs:\${AWS::Region}:\${AWS::AccountId}:log-group:${group}:*`,
    })),
  });
});

test("more projects than a role can name are identified by the stage's tag", () => {
  const projects = projectNames(200, 20);
  expect(areNamed(projects)).toBe(false);
  const { trigger, builds } = projectPolicies(projects, 'prod');
  const tagged = {
    Effect: 'Allow',
    Resource: { 'Fn::Sub': expect.stringMatching(/:project\/\*$/) },
    Condition: { StringEquals: { 'aws:ResourceTag/pushlight:stage': 'prod' } },
  };
  const logs = { Resource: [{ 'Fn::Sub': expect.stringMatching(/:log-group:\/aws\/codebuild\/\*:\*$/) }] };
  expect(trigger?.Statement).toMatchObject([tagged]);
  expect(builds?.Statement).toMatchObject([tagged, logs]);
});

test("a policy that names its projects leaves half of IAM's limit for a role to the other policies", () => {
  for (const length of [2, 20, 150]) {
    const most = Array.from({ length: 200 }, (_, count) => projectNames(count, length)).findLast(areNamed) ?? [];
    expect(most.length).toBeGreaterThan(20);
    const policy = JSON.stringify(projectPolicies(most, 'prod')['builds'])
      .replace(/\{"Fn::Sub":("[^"]*")\}/g, '$1')
      .replaceAll('${AWS::Partition}', 'aws')
      .replaceAll('${AWS::Region}', 'ap-southeast-1')
      .replaceAll('${AWS::AccountId}', '123456789012');
    expect(policy.length).toBeLessThan(10_240 / 2);
  }
});
