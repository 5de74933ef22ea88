import { expect, test } from 'vitest';
import { compileProjects, ENVIRONMENT, projectsFile, resourcesOf } from './compile-projects.ts';

interface Statement {
  readonly Action: readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}
type Policies = readonly {
  readonly PolicyName: string;
  readonly PolicyDocument: { readonly Statement: Statement[] };
}[];

const policiesOf = (text: string): Policies =>
  resourcesOf(compileProjects(text), 'AWS::IAM::Role')[0]?.Properties['Policies'] as Policies;

/** Each statement in a line, with the account's own ARNs shortened: "s3:PutObject on arn:s3:::artifacts/*". */
function statements(keys: Parameters<typeof projectsFile>[0], policy: string): readonly string[] {
  const found = policiesOf(projectsFile(keys)).find(({ PolicyName }) => PolicyName === `${policy}-web-eu-west-1`);
  return (found?.PolicyDocument.Statement ?? []).map(
    ({ Action, Resource }) => `${Action.join(' ')} on ${[Resource].flat().map(shown).join(' ')}`,
  );
}
const shown = (resource: unknown): string =>
  (typeof resource === 'string' ? resource : (resource as { 'Fn::Sub': string })['Fn::Sub'])
    .replace('${AWS::Partition}', 'aws')
    .replace('${AWS::Region}:${AWS::AccountId}', 'here');

const REPORTS =
  'codebuild:CreateReportGroup codebuild:CreateReport codebuild:UpdateReport codebuild:BatchPutTestCases codebuild:BatchPutCodeCoverages';
const ANY_REPORT = `${REPORTS} on arn:aws:codebuild:here:report-group/web-*`;
const BUCKET = 's3:GetBucketAcl s3:GetBucketLocation s3:ListBucket';
const inline = (text: string) => ({
  type: 'NO_SOURCE',
  buildspec: `version: 0.2\n${text}\nphases: { build: { commands: ["true"] } }`,
});

test('a project that needs nothing else can write its log and its reports', () => {
  expect(policiesOf(projectsFile()).map(({ PolicyName }) => PolicyName)).toEqual([
    'CodeBuildBasePolicy-web-eu-west-1',
    'CodeBuildCloudWatchLogsPolicy-web-eu-west-1',
  ]);
  expect(statements({}, 'CodeBuildBasePolicy')).toEqual([ANY_REPORT]);
  expect(statements({}, 'CodeBuildCloudWatchLogsPolicy')).toEqual([
    'logs:CreateLogGroup logs:CreateLogStream logs:PutLogEvents on arn:aws:logs:here:log-group:/aws/codebuild/web arn:aws:logs:here:log-group:/aws/codebuild/web:*',
  ]);
});

test.each<[string, Parameters<typeof projectsFile>[0], readonly string[]]>([
  [
    'a connection',
    {
      source: {
        type: 'GITHUB',
        location: 'https://github.com/a/b',
        auth: { type: 'CODECONNECTIONS', resource: 'arn:aws:codestar-connections:eu-west-1:123456789012:connection/1' },
      },
    },
    [
      'codestar-connections:GetConnection codestar-connections:GetConnectionToken on arn:aws:codestar-connections:eu-west-1:123456789012:connection/1',
      ANY_REPORT,
    ],
  ],
  [
    'a repository of CodeCommit',
    { source: { type: 'CODECOMMIT', location: 'https://git-codecommit.us-east-1.amazonaws.com/v1/repos/web' } },
    ['codecommit:GitPull on arn:aws:codecommit:us-east-1:${AWS::AccountId}:web', ANY_REPORT],
  ],
  [
    'a source in a bucket',
    { source: { type: 'S3', location: 'sources/web/' } },
    [`${BUCKET} on arn:aws:s3:::sources`, 's3:GetObject s3:GetObjectVersion on arn:aws:s3:::sources/web/*', ANY_REPORT],
  ],
  [
    'a buildspec in a bucket',
    { source: { type: 'GITHUB', location: 'https://github.com/a/b', buildspec: 'arn:aws:s3:::specs/web.yml' } },
    [`${BUCKET} on arn:aws:s3:::specs`, 's3:GetObject s3:GetObjectVersion on arn:aws:s3:::specs/web.yml', ANY_REPORT],
  ],
  [
    'artifacts',
    {
      artifacts: { type: 'S3', location: 'artifacts' },
      secondaryArtifacts: [{ type: 'S3', location: 'docs', path: '/web/', artifactIdentifier: 'docs' }],
    },
    [
      `${BUCKET} on arn:aws:s3:::artifacts`,
      's3:PutObject on arn:aws:s3:::artifacts/*',
      `${BUCKET} on arn:aws:s3:::docs`,
      's3:PutObject on arn:aws:s3:::docs/web/*',
      ANY_REPORT,
    ],
  ],
  [
    'a cache',
    { cache: { type: 'S3', location: 'cache/web' } },
    [
      `${BUCKET} on arn:aws:s3:::cache`,
      's3:GetObject s3:GetObjectVersion s3:PutObject on arn:aws:s3:::cache/web/*',
      ANY_REPORT,
    ],
  ],
  [
    'logs in a bucket',
    { logsConfig: { s3Logs: { status: 'ENABLED', location: 'logs' } } },
    [`${BUCKET} on arn:aws:s3:::logs`, 's3:PutObject on arn:aws:s3:::logs/*', ANY_REPORT],
  ],
  [
    'a key',
    { encryptionKey: 'arn:aws:kms:eu-west-1:123456789012:key/1' },
    [
      'kms:Decrypt kms:DescribeKey kms:Encrypt kms:GenerateDataKey* kms:ReEncrypt* on arn:aws:kms:eu-west-1:123456789012:key/1',
      ANY_REPORT,
    ],
  ],
  ["AWS's own key", { encryptionKey: 'alias/aws/s3' }, [ANY_REPORT]],
  [
    'reports that the buildspec names',
    {
      source: inline(
        'reports: { unit: { files: ["*.xml"] }, "arn:aws:codebuild:eu-west-1:123456789012:report-group/all": { files: ["*.xml"] } }',
      ),
    },
    [
      `${REPORTS} on arn:aws:codebuild:here:report-group/web-unit arn:aws:codebuild:eu-west-1:123456789012:report-group/all`,
    ],
  ],
  ['a buildspec without reports', { source: inline('') }, []],
])('%s: the base policy allows exactly that', (_, keys, expected) => {
  expect(statements(keys, 'CodeBuildBasePolicy')).toEqual(expected);
});

test('the role can read the parameters and secrets that the variables, the buildspec, the source and the registry name', () => {
  const keys = {
    source: {
      ...inline('env: { parameter-store: { A: web/a }, secrets-manager: { B: "web/b:key" } }'),
      auth: { type: 'SECRETS_MANAGER', resource: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:git-AbCdEf' },
    },
    environment: {
      ...ENVIRONMENT,
      image: 'registry.acme.io/builder',
      imagePullCredentialsType: 'SERVICE_ROLE',
      registryCredential: { credential: 'registry', credentialProvider: 'SECRETS_MANAGER' },
      environmentVariables: [
        { name: 'C', value: '/web/c', type: 'PARAMETER_STORE' },
        {
          name: 'D',
          value: 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:d-AbCdEf:key',
          type: 'SECRETS_MANAGER',
        },
        { name: 'E', value: 'plain' },
      ],
    },
  };
  expect(statements(keys, 'CodeBuildSecretsManagerPolicy')).toEqual([
    'ssm:GetParameters on arn:aws:ssm:here:parameter/web/c arn:aws:ssm:here:parameter/web/a',
    'secretsmanager:GetSecretValue on arn:aws:secretsmanager:eu-west-1:123456789012:secret:d-AbCdEf arn:aws:secretsmanager:here:secret:web/b-?????? arn:aws:secretsmanager:eu-west-1:123456789012:secret:git-AbCdEf arn:aws:secretsmanager:here:secret:registry-??????',
  ]);
});

const PULL = 'ecr:BatchCheckLayerAvailability ecr:BatchGetImage ecr:GetDownloadUrlForLayer';
const ECR_IMAGE = '123456789012.dkr.ecr.us-east-1.amazonaws.com/acme/builder:1';
test.each<[string, Parameters<typeof projectsFile>[0], readonly string[]]>([
  [
    'an image from ECR is pulled from its repository',
    { environment: { ...ENVIRONMENT, image: ECR_IMAGE } },
    ['ecr:GetAuthorizationToken on *', `${PULL} on arn:aws:ecr:us-east-1:123456789012:repository/acme/builder`],
  ],
  [
    'an image from ECR that CodeBuild pulls with its own credentials needs no permission',
    { environment: { ...ENVIRONMENT, image: ECR_IMAGE, imagePullCredentialsType: 'CODEBUILD' } },
    [],
  ],
  [
    'an image repository is pushed to',
    { imageRepository: 'acme/web', environment: { ...ENVIRONMENT, privilegedMode: 'yes' } },
    [
      'ecr:GetAuthorizationToken on *',
      'ecr:BatchCheckLayerAvailability ecr:BatchGetImage ecr:CompleteLayerUpload ecr:GetDownloadUrlForLayer ecr:InitiateLayerUpload ecr:PutImage ecr:UploadLayerPart on arn:aws:ecr:here:repository/acme/web',
    ],
  ],
])('%s', (_, { environment, ...keys } = {}, expected) => {
  const written = { ...keys, environment: { ...(environment as object), privilegedMode: true } };
  expect(statements(written, 'CodeBuildImageRepositoryPolicy')).toEqual(expected);
});

test("only CodeBuild can use a VPC's network interfaces, and only in its subnets", () => {
  const vpcConfig = { vpcId: 'vpc-1', subnets: ['subnet-1'], securityGroupIds: ['sg-1'] };
  expect(statements({ vpcConfig }, 'CodeBuildVpcPolicy')).toEqual([
    'ec2:CreateNetworkInterface ec2:DeleteNetworkInterface ec2:DescribeDhcpOptions ec2:DescribeNetworkInterfaces ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcs on *',
    'ec2:CreateNetworkInterfacePermission on arn:aws:ec2:here:network-interface/*',
  ]);
  const policies = policiesOf(projectsFile({ vpcConfig }));
  expect(policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement).at(-1)).toMatchObject({
    Condition: {
      ArnEquals: {
        'ec2:Subnet': [{ 'Fn::Sub': 'arn:${AWS::Partition}:ec2:${AWS::Region}:${AWS::AccountId}:subnet/subnet-1' }],
      },
      StringEquals: { 'ec2:AuthorizedService': 'codebuild.amazonaws.com' },
    },
  });
});

test('permissions are added as written', () => {
  const permissions = [{ Effect: 'Allow', Action: 'apigateway:GET', Resource: 'arn:aws:apigateway:eu-west-1::/${x}' }];
  const policies = policiesOf(projectsFile({ permissions }));
  expect(policies.at(-1)).toMatchObject({ PolicyDocument: { Statement: permissions } });
});

test('only CodeBuild can assume the role, and only for this project', () => {
  const [role] = resourcesOf(compileProjects(projectsFile()), 'AWS::IAM::Role');
  expect(role?.Properties['AssumeRolePolicyDocument']).toMatchObject({
    Statement: [
      {
        Principal: { Service: 'codebuild.amazonaws.com' },
        Condition: {
          StringEquals: {
            'aws:SourceAccount': { Ref: 'AWS::AccountId' },
            'aws:SourceArn': {
              'Fn::Sub': 'arn:${AWS::Partition}:codebuild:${AWS::Region}:${AWS::AccountId}:project/web',
            },
          },
        },
      },
    ],
  });
});

test('no role is created if the project names one', () => {
  const stacks = compileProjects(projectsFile({ serviceRole: 'arn:aws:iam::123456789012:role/builds' }));
  expect(resourcesOf(stacks, 'AWS::IAM::Role')).toEqual([]);
  expect(resourcesOf(stacks, 'AWS::CodeBuild::Project')).toMatchObject([
    { Properties: { ServiceRole: 'arn:aws:iam::123456789012:role/builds' } },
  ]);
});

test('names have at most the length that IAM allows, and no two are the same', () => {
  const named = (last: string) => policiesOf(projectsFile({ name: 'a'.repeat(149) + last }));
  const names = [...named('b'), ...named('c')].map(({ PolicyName }) => PolicyName);
  expect(Math.max(...names.map((name) => name.length))).toBe(128);
  expect(new Set(names).size).toBe(names.length);
});
