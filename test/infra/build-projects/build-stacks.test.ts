import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildStackResources } from '../../../infra/build-projects/build-stack-resources.ts';
import { imageRepositories, imageRepositoryProblems } from '../../../infra/build-projects/image-repositories.ts';
import { buildStackProblems } from '../../../infra/build-projects/build-stack-problems.ts';
import { compileProjects, ENVIRONMENT, projectsFile, resourcesOf } from './compile-projects.ts';

const PROJECT = 'AWS::CodeBuild::Project';
const propertiesOf = (keys: Parameters<typeof projectsFile>[0]) =>
  resourcesOf(compileProjects(projectsFile(keys)), PROJECT)[0]?.Properties;

test.each<[string, Parameters<typeof projectsFile>[0], object]>([
  ['no artifacts if none are given', {}, { Artifacts: { Type: 'NO_ARTIFACTS' } }],
  [
    "members under CloudFormation's names",
    {
      source: {
        type: 'GITHUB',
        location: 'https://github.com/a/b',
        buildspec: 'ci.yml',
        insecureSsl: true,
        buildStatusConfig: { targetUrl: 'https://acme.io' },
      },
      buildBatchConfig: { timeoutInMins: 9 },
    },
    {
      Source: { BuildSpec: 'ci.yml', InsecureSsl: true, BuildStatusConfig: { TargetUrl: 'https://acme.io' } },
      BuildBatchConfig: { TimeoutInMins: 9 },
    },
  ],
  ['its visibility', { projectVisibility: 'PUBLIC_READ' }, { Visibility: 'PUBLIC_READ' }],
  [
    "the deployment's tags beside its own",
    {
      tags: [
        { key: 'team', value: 'web' },
        { key: 'pushlight:stage', value: 'dev' },
        { key: 'aws:cloudformation:stack-name', value: 'builds' },
      ],
    },
    {
      Tags: [
        { Key: 'team', Value: 'web' },
        { Key: 'pushlight:stage', Value: 'prod' },
        { Key: 'pushlight:created', Value: 'true' },
      ],
    },
  ],
  [
    'an image from ECR pulled by its role',
    { environment: { ...ENVIRONMENT, image: '123456789012.dkr.ecr.eu-west-1.amazonaws.com/builder:1' } },
    { Environment: { ImagePullCredentialsType: 'SERVICE_ROLE' } },
  ],
  [
    'a variable of each type, and text that looks like a reference as it is',
    {
      environment: {
        ...ENVIRONMENT,
        environmentVariables: [
          { name: 'A', value: '${AWS::AccountId}' },
          { name: 'B', value: '/b', type: 'PARAMETER_STORE' },
          { name: 'C', value: 'c:d', type: 'SECRETS_MANAGER' },
        ],
      },
    },
    {
      Environment: {
        EnvironmentVariables: [
          { Name: 'A', Value: '${AWS::AccountId}' },
          { Name: 'B', Value: '/b', Type: 'PARAMETER_STORE' },
          { Name: 'C', Value: 'c:d', Type: 'SECRETS_MANAGER' },
        ],
      },
    },
  ],
  [
    "the stage's VPC",
    { vpcConfig: { create: true } },
    {
      VpcConfig: {
        VpcId: { Ref: 'BuildVpc' },
        Subnets: [{ Ref: 'BuildSubnetA' }, { Ref: 'BuildSubnetB' }],
        SecurityGroupIds: [{ Ref: 'BuildSecurityGroup' }],
      },
    },
  ],
  [
    'the address of its image repository',
    { imageRepository: 'acme/web', environment: { ...ENVIRONMENT, privilegedMode: true } },
    {
      Environment: {
        EnvironmentVariables: [
          {
            Name: 'IMAGE_REPOSITORY_URI',
            Value: { 'Fn::Sub': '${AWS::AccountId}.dkr.ecr.${AWS::Region}.${AWS::URLSuffix}/acme/web' },
          },
        ],
      },
    },
  ],
])('a project has %s', (_, keys, expected) => {
  expect(propertiesOf(keys)).toMatchObject(expected);
});

test("CodeBuild's own webhook and badge are not created", () => {
  const properties = propertiesOf({
    badge: { badgeEnabled: true },
    webhook: { filterGroups: [[{ type: 'EVENT', pattern: 'PUSH' }]] },
  });
  expect(Object.keys(properties ?? {}).filter((key) => /Badge|Trigger|Webhook/.test(key))).toEqual([]);
});

const many = (count: number, keys: (index: number) => object = () => ({})) =>
  JSON.stringify({
    projects: Array.from({ length: count }, (_, index) => ({
      name: `web-${index}`,
      source: { type: 'GITHUB', location: 'https://github.com/acme/web.git' },
      environment: ENVIRONMENT,
      ...keys(index),
    })),
  });

test('projects with the same image repository share it, and it is kept, scanned and never overwritten', () => {
  const used = { arn: 'arn:aws:codebuild:eu-west-1:123456789012:project/used', imageRepository: 'used' };
  const repositories = imageRepositories([{ imageRepository: 'web' }, {}, { imageRepository: 'web' }, used], 'prod');
  expect(Object.values(repositories)).toMatchObject([
    {
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
      Properties: {
        RepositoryName: 'web',
        ImageScanningConfiguration: { ScanOnPush: true },
        ImageTagMutability: 'IMMUTABLE',
        LifecyclePolicy: { LifecyclePolicyText: expect.stringContaining('"expire"') },
        Tags: [{ Key: 'pushlight:stage', Value: 'prod' }],
      },
    },
  ]);
});

test('500 new projects are created in stacks that AWS accepts, and 5,000 existing ones create none', () => {
  const stacks = compileProjects(many(500));
  expect(resourcesOf(stacks, PROJECT)).toHaveLength(500);
  expect([...buildStackProblems(stacks)]).toEqual([]);
  expect(stacks.length).toBeLessThanOrEqual(16);
  const existing = many(5000, (index) => ({ arn: `arn:aws:codebuild:eu-west-1:123456789012:project/web-${index}` }));
  expect(compileProjects(existing)).toEqual([]);
});

test('a project stays in its stack when other projects are added or removed', () => {
  const stackOf = (name: string, count: number) =>
    compileProjects(many(count)).find(({ template }) =>
      Object.values(template.Resources).some(({ Properties }) => Properties['Name'] === name),
    )?.id;
  expect(stackOf('web-7', 400)).toBe(stackOf('web-7', 8));
});

test('the same projects give the same templates with the same names, and other projects give other names', () => {
  const files = (text: string) => compileProjects(text).map(({ file }) => file);
  expect(files(many(3))).toEqual(files(many(3)));
  expect(files(projectsFile({ timeoutInMinutes: 10 }))).not.toEqual(files(projectsFile({ timeoutInMinutes: 20 })));
});

const everyFeature = readFileSync(join(import.meta.dirname, 'every-feature.yml'), 'utf8');

test('the main stack refers to each nested stack by the location of its template, with the parameters that it requires', () => {
  const stacks = compileProjects(everyFeature);
  const resources = buildStackResources(stacks, [], 'prod');
  for (const { id, file, template } of stacks) {
    expect(resources[id]?.Properties['TemplateURL']).toEqual({
      'Fn::Sub': `https://\${ServerlessDeploymentBucket}.s3.\${AWS::Region}.\${AWS::URLSuffix}/serverless/pushlight/prod/build-projects/${file}`,
    });
    const given = Object.entries(resources[id]?.Properties['Parameters'] ?? {});
    expect(given.map(([name]) => name)).toEqual(Object.keys(template.Parameters ?? {}));
    for (const [, value] of given) expect(resources).toHaveProperty((value as { Ref: string }).Ref);
  }
});

test("the stage's VPC is created once for all projects that ask for it: private subnets with one way out and no way in", () => {
  expect(Object.keys(buildStackResources(compileProjects(projectsFile()), [], 'prod'))).toHaveLength(1);
  const stacks = compileProjects(many(5, () => ({ vpcConfig: { create: true } })));
  const resources = buildStackResources(stacks, [], 'prod');
  const ofType = (type: string) => Object.values(resources).filter(({ Type }) => Type === `AWS::EC2::${type}`);
  expect(ofType('VPC')).toHaveLength(1);
  expect(ofType('NatGateway')).toHaveLength(1);
  for (const { Properties } of ofType('Subnet')) expect(Properties['MapPublicIpOnLaunch']).toBe(false);

  const wayOut = (subnet: string) => {
    const association = ofType('SubnetRouteTableAssociation').find(
      ({ Properties }) => refOf(Properties['SubnetId']) === subnet,
    );
    const table = refOf(association?.Properties['RouteTableId']);
    return ofType('Route').find(({ Properties }) => refOf(Properties['RouteTableId']) === table)?.Properties;
  };
  const subnets = ['BuildSubnetA', 'BuildSubnetB'];
  for (const subnet of subnets) expect(wayOut(subnet)).toMatchObject({ NatGatewayId: { Ref: 'BuildNatGateway' } });
  const natSubnet = refOf(resources['BuildNatGateway']?.Properties['SubnetId']);
  expect(wayOut(natSubnet)).toMatchObject({ GatewayId: { Ref: 'BuildInternetGateway' } });
  const zones = subnets.map((subnet) => JSON.stringify(resources[subnet]?.Properties['AvailabilityZone']));
  expect(new Set(zones).size).toBe(2);

  const [group] = ofType('SecurityGroup');
  expect(group?.Properties['SecurityGroupIngress']).toBe(undefined);
  expect(group?.Properties['SecurityGroupEgress']).toHaveLength(1);
});

const refOf = (value: unknown): string => (value as { Ref: string }).Ref;

test.each([
  [
    'more projects than a stack takes',
    many(2000),
    /projects assign them to the stack BuildProjects.*, which can hold 100: give some of them other names/,
  ],
  [
    'a role that would be too large',
    projectsFile({
      permissions: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::x/'.padEnd(10_000, 'x') }],
    }),
    /policies of Roleweb[0-9a-f]{8} \(Builds of the CodeBuild project web\) have up to 10\d\d\d characters, but IAM allows 10240/,
  ],
  [
    'a template that would be too large',
    many(20, () => ({
      source: {
        type: 'NO_SOURCE',
        buildspec: `version: 0.2\nphases: { build: { commands: ['true'] } }\n# ${'x'.repeat(500_000)}`,
      },
    })),
    /template of the stack BuildProjects. has \d+ bytes, but CloudFormation allows 1000000/,
  ],
  [
    'a tag too many',
    projectsFile({ tags: Array.from({ length: 50 }, (_, index) => ({ key: `tag-${index}`, value: '' })) }),
    /project web has 52 tags including those of the deployment, but CodeBuild allows 50: remove some/,
  ],
])('%s is refused with the reason', (_, text, said) => {
  expect([...buildStackProblems(compileProjects(text))][0]?.message).toMatch(said);
});

test('more image repositories than the main stack has room for are refused', () => {
  const projects = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ imageRepository: `web-${index}` }));
  expect([...imageRepositoryProblems([...projects(300), ...projects(300)])]).toEqual([]);
  expect([...imageRepositoryProblems(projects(301))]).toEqual([
    {
      id: 'too-many-image-repositories',
      message: expect.stringMatching(
        /^the projects name 301 image repositories, but a stage can have 300: let projects share/,
      ) as string,
    },
  ]);
});
