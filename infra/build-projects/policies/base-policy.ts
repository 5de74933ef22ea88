import type { ProjectInput } from '../../projects-file/schema/projects-file-schema.ts';
import type { Statement } from '../../cloudformation/policy-document.ts';
import { arnsOf, REGION, type Sub } from '../../cloudformation/arn.ts';
import { s3Location } from '../s3-location.ts';
import { allow } from './allow.ts';
import type { Granted } from './policy.ts';

const s3 = arnsOf('s3', { region: '', account: '' });
const codebuild = arnsOf('codebuild');

/** What every build may need: sources, artifacts, cache, logs in a bucket, reports. */
export function basePolicy(granted: Granted): readonly Statement[] {
  const { project } = granted;
  const sources = [...(project.source ? [project.source] : []), ...(project.secondarySources ?? [])];
  const artifacts = [...(project.artifacts ? [project.artifacts] : []), ...(project.secondaryArtifacts ?? [])];
  return [
    ...sources.flatMap(sourceStatements),
    ...artifacts.flatMap(artifactsStatements),
    ...cacheStatements(project),
    ...s3LogsStatements(project),
    ...certificateStatements(project),
    ...keyStatements(project),
    ...reportStatements(granted),
  ];
}

type Source = ProjectInput['source'];
type Artifacts = NonNullable<ProjectInput['artifacts']>;

function sourceStatements({ type, location = '', auth, buildspec = '' }: Source): readonly Statement[] {
  const statements: Statement[] = [];
  if (type === 'CODECOMMIT') {
    const [, region, repository] = /codecommit[^.]*\.([a-z0-9-]+)\..*\/v1\/repos\/([^/]+)$/.exec(location) ?? [];
    const codecommit = arnsOf('codecommit', { region: region ?? REGION });
    statements.push(allow(['codecommit:GitPull'], codecommit`${repository ?? location}`));
  }
  if (type === 'S3') statements.push(...readStatements(location));
  if (type === 'CODEPIPELINE') statements.push(allow(['s3:GetObject', 's3:GetObjectVersion'], pipelineObjects));
  if (/^arn:[^:]*:s3:::/.test(buildspec)) statements.push(...readStatements(buildspec));
  if (auth?.type === 'CODECONNECTIONS' && auth.resource !== undefined) {
    // Older connections have the service's older name in their ARNs and actions.
    const service = auth.resource.includes(':codestar-connections:') ? 'codestar-connections' : 'codeconnections';
    statements.push(allow([`${service}:GetConnection`, `${service}:GetConnectionToken`], auth.resource));
  }
  return statements;
}

/** The names that CodePipeline's console gives its buckets. */
const pipelineObjects = s3`codepipeline-${REGION}-*`;

const bucketOf = (bucket: string): Statement =>
  allow(['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:ListBucket'], s3`${bucket}`);

/** One object, or everything below a path that ends with a slash. */
function readStatements(location: string): readonly Statement[] {
  const { bucket, path } = s3Location(location);
  const objects = location.endsWith('/') || path === '' ? below(bucket, path) : s3`${bucket}/${path}`;
  return [bucketOf(bucket), allow(['s3:GetObject', 's3:GetObjectVersion'], objects)];
}

const below = (bucket: string, path: string): Sub => (path === '' ? s3`${bucket}/*` : s3`${bucket}/${path}/*`);

function artifactsStatements({ type, location = '', path = '' }: Artifacts): readonly Statement[] {
  if (type === 'CODEPIPELINE') return [allow(['s3:PutObject'], pipelineObjects)];
  if (type !== 'S3') return [];
  const { bucket, path: prefix } = s3Location(`${location}/${path}`);
  return [bucketOf(bucket), allow(['s3:PutObject'], below(bucket, prefix))];
}

function cacheStatements({ cache }: ProjectInput): readonly Statement[] {
  if (cache?.type !== 'S3') return [];
  const { bucket, path } = s3Location(cache.location ?? '');
  return [bucketOf(bucket), allow(['s3:GetObject', 's3:GetObjectVersion', 's3:PutObject'], below(bucket, path))];
}

function s3LogsStatements({ logsConfig }: ProjectInput): readonly Statement[] {
  if (logsConfig?.s3Logs?.status !== 'ENABLED') return [];
  const { bucket, path } = s3Location(logsConfig.s3Logs.location ?? '');
  return [bucketOf(bucket), allow(['s3:PutObject'], below(bucket, path))];
}

function certificateStatements({ environment }: ProjectInput): readonly Statement[] {
  return environment?.certificate === undefined ? [] : readStatements(environment.certificate);
}

/** AWS's own keys are available to everyone who may use their service. */
function keyStatements({ encryptionKey }: ProjectInput): readonly Statement[] {
  if (encryptionKey === undefined || /(?:^|:)alias\/aws\//.test(encryptionKey)) return [];
  const actions = ['Decrypt', 'DescribeKey', 'Encrypt', 'GenerateDataKey*', 'ReEncrypt*'].map((name) => `kms:${name}`);
  const kms = arnsOf('kms');
  const alias = /(?:^|:)(alias\/.+)$/.exec(encryptionKey)?.[1];
  if (alias !== undefined) {
    return [allow(actions, kms`key/*`, { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': alias } })];
  }
  return [allow(actions, encryptionKey.startsWith('arn:') ? encryptionKey : kms`key/${encryptionKey}`)];
}

/**
 * A buildspec's report group is one of the project's, or another one by its ARN.
 * https://docs.aws.amazon.com/codebuild/latest/userguide/test-permissions.html
 */
function reportStatements({ project, buildspec }: Granted): readonly Statement[] {
  const names = buildspec?.reports ?? ['*'];
  if (names.length === 0) return [];
  const groups = names.map((name) =>
    name.startsWith('arn:') ? name : codebuild`report-group/${project.name}-${name}`,
  );
  const actions = ['CreateReportGroup', 'CreateReport', 'UpdateReport', 'BatchPutTestCases', 'BatchPutCodeCoverages'];
  return [
    allow(
      actions.map((action) => `codebuild:${action}`),
      groups,
    ),
  ];
}
