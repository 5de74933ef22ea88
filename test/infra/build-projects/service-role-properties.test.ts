import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { BuildStack } from '../../../infra/build-projects/build-stacks.ts';
import { buildStackProblems } from '../../../infra/build-projects/build-stack-problems.ts';
import { compileProjects, ENVIRONMENT, resourcesOf } from './compile-projects.ts';
import { rounds } from '../../soak.ts';

const some = <T>(shape: { [Key in keyof T]: fc.Arbitrary<T[Key]> }) => fc.record(shape, { requiredKeys: [] });
const flag = fc.boolean();
const bucket = fc.stringMatching(/^[a-z0-9][a-z0-9.-]{2,30}[a-z0-9]$/);
const path = fc.stringMatching(/^(?:\/?[\w.${}-]{1,12}){0,3}\/?$/);
const inBucket = fc.tuple(bucket, path).map((parts) => parts.join('/'));
const named = fc.stringMatching(/^\/?(?:[\w.-]{1,12}\/){0,2}[\w.-]{1,12}$/);
const secret = fc.oneof(
  named,
  named.map((name) => `${name}:key:AWSCURRENT`),
  named.map((name) => `arn:aws:secretsmanager:eu-west-1:123456789012:secret:${name}-AbCdEf:key`),
);
const connection = 'arn:aws:codeconnections:eu-west-1:123456789012:connection/0f2e';
const buildspec = fc.oneof(
  fc.constantFrom(undefined, 'ci/buildspec.yml', 'arn:aws:s3:::specs/web.yml'),
  some({ reports: fc.dictionary(fc.stringMatching(/^[a-z-]{1,12}$/), fc.constant({ files: ['*.xml'] })) }).map((more) =>
    JSON.stringify({ version: 0.2, phases: { build: { commands: ['npm test'] } }, ...more }),
  ),
);

const source = fc.oneof(
  fc.record({
    type: fc.constant('GITHUB'),
    location: fc.constant('https://github.com/acme/web.git'),
    auth: fc.constantFrom(
      { type: 'OAUTH' },
      { type: 'CODECONNECTIONS', resource: connection },
      { type: 'SECRETS_MANAGER', resource: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:git-AbCdEf' },
    ),
    buildspec,
  }),
  fc.record({
    type: fc.constant('CODECOMMIT'),
    location: fc.constant('https://git-codecommit.us-east-1.amazonaws.com/v1/repos/web'),
    buildspec,
  }),
  fc.record({ type: fc.constant('S3'), location: inBucket, buildspec }),
);
const artifacts = fc.oneof(
  fc.constant({ type: 'NO_ARTIFACTS' }),
  fc.record({ type: fc.constant('S3'), location: bucket, path }),
);
const environment = some({
  image: fc.constantFrom(
    'aws/codebuild/standard:7.0',
    'node:22',
    '123456789012.dkr.ecr.eu-west-1.amazonaws.com/acme/builder@sha256:0f',
  ),
  certificate: inBucket,
  environmentVariables: fc.array(
    fc.oneof(
      fc.record({ name: fc.constant('A'), value: fc.string() }),
      fc.record({ name: fc.constant('B'), value: named, type: fc.constant('PARAMETER_STORE') }),
      fc.record({ name: fc.constant('C'), value: secret, type: fc.constant('SECRETS_MANAGER') }),
    ),
    { maxLength: 4 },
  ),
}).map((members) => ({ ...ENVIRONMENT, privilegedMode: true, ...members }));

const project = fc
  .record({
    name: fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{1,149}$/),
    source,
    environment,
    more: some({
      artifacts,
      cache: fc.record({ type: fc.constant('S3'), location: inBucket }),
      logsConfig: some({
        cloudWatchLogs: some({ groupName: named }).map((members) => ({ status: 'ENABLED', ...members })),
        s3Logs: fc.record({ status: fc.constant('ENABLED'), location: inBucket, encryptionDisabled: flag }),
      }),
      encryptionKey: fc.constantFrom('alias/builds', 'alias/aws/s3', 'arn:aws:kms:eu-west-1:123456789012:key/0f2e'),
      imageRepository: fc.stringMatching(/^[a-z]{2,9}(?:\/[a-z]{1,9})?$/),
      vpcConfig: fc.constantFrom<object>(
        { create: true },
        { vpcId: 'vpc-1', subnets: ['subnet-1', 'subnet-2'], securityGroupIds: ['sg-1'] },
      ),
    }),
  })
  .map(({ more, ...required }) => ({ ...required, ...more }));
const projects = fc.uniqueArray(project, { selector: ({ name }) => name, minLength: 1, maxLength: 5 });

interface Statement {
  readonly Effect: string;
  readonly Action: readonly string[];
  readonly Resource: unknown;
}
interface Policy {
  readonly PolicyName: string;
  readonly PolicyDocument: { readonly Statement: readonly Statement[] };
}

/** Actions without resources, or documented without any. */
const KNOWS_NO_RESOURCE =
  /^(?:ecr:GetAuthorizationToken|ec2:(?:Describe\w+|CreateNetworkInterface|DeleteNetworkInterface))$/;
const ARN = /^arn:(?:aws|\$\{AWS::Partition\}):[a-z0-9-]+:[^:\s]*:[^:\s]*:\S+$/;

const textOf = (resource: unknown): string =>
  typeof resource === 'string' ? resource : (resource as { 'Fn::Sub': string })['Fn::Sub'];

function checkStatement({ Action, Resource }: Statement): void {
  const resources = [Resource].flat().map(textOf);
  expect(resources).not.toEqual([]);
  expect(Action).not.toEqual([]);
  for (const action of Action) expect(action).toMatch(/^(?:kms:[A-Z]\w+\*?|[a-z0-9-]+:[A-Z]\w+)$/);
  if (resources.includes('*')) {
    for (const action of Action) expect(action).toMatch(KNOWS_NO_RESOURCE);
    return;
  }
  for (const resource of resources) {
    expect(resource).toMatch(ARN);
    expect(resource).not.toMatch(/undefined|:::[^/]*\/\//);
  }
}

/** The names that a template's references use. */
const referenced = (value: unknown): readonly string[] => {
  const text = JSON.stringify(value);
  const refs = [...text.matchAll(/\{"Ref":"([^"]+)"\}|\{"Fn::GetAtt":\["([^"]+)"/g)].map(([, ref, att]) => ref ?? att!);
  const subs = [...text.matchAll(/\{"Fn::Sub":"((?:\\.|[^"\\])*)"\}/g)].flatMap(([, sub]) =>
    [...sub!.matchAll(/\$\{(?!!)([^}]+)\}/g)].map(([, name]) => name!),
  );
  return [...refs, ...subs].filter((name) => !name.startsWith('AWS::'));
};

function checkStack({ template }: BuildStack): void {
  const known = [...Object.keys(template.Resources), ...Object.keys(template.Parameters ?? {})];
  for (const id of known) expect(id).toMatch(/^[A-Za-z0-9]{1,255}$/);
  expect(known).toEqual(expect.arrayContaining([...new Set(referenced(template.Resources))]));
}

test("whatever projects need, each role allows only what is named, within IAM's rules for names", () => {
  fc.assert(
    fc.property(projects, (declared) => {
      const stacks = compileProjects(JSON.stringify({ projects: declared }));
      expect([...buildStackProblems(stacks)]).toEqual([]);
      for (const stack of stacks) checkStack(stack);
      const roles = resourcesOf(stacks, 'AWS::IAM::Role');
      expect(roles).toHaveLength(declared.length);
      for (const { Properties } of roles) {
        const policies = Properties['Policies'] as readonly Policy[];
        const names = policies.map(({ PolicyName }) => PolicyName);
        expect(new Set(names).size).toBe(names.length);
        for (const name of names) expect(name).toMatch(/^CodeBuild\w+Policy-[\w-]{1,128}$/);
        for (const name of names) expect(name.length).toBeLessThanOrEqual(128);
        for (const { PolicyDocument } of policies) PolicyDocument.Statement.forEach(checkStatement);
      }
    }),
    { numRuns: rounds(30) },
  );
});
