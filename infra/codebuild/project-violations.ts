import { canReport } from '../../functions/core/builds/codebuild-report.ts';
import { suggestName } from '../findings/suggest-name.ts';
import type * as v from 'valibot';
import type { FindingId } from '../findings/catalogue.ts';
import { isInline } from '../buildspec/is-inline.ts';
import type { artifacts, projectMembers, source } from './project-schemas.ts';

export interface Violation {
  readonly id: FindingId;
  /** The keys and indexes that lead to the member. */
  readonly path: readonly (string | number)[];
  readonly reason: string;
  readonly change: string;
}

type Members = v.InferOutput<v.ObjectSchema<typeof projectMembers, undefined>>;
type Source = v.InferOutput<typeof source>;
type Artifacts = v.InferOutput<typeof artifacts>;
type Checked = Pick<
  Members,
  'source' | 'secondarySources' | 'secondarySourceVersions' | 'artifacts' | 'secondaryArtifacts'
>;

/** The service's requirements for a project beyond the shapes of its members. */
export function* projectViolations(project: Checked): Iterable<Violation> {
  const { source, secondarySources = [], secondarySourceVersions = [], artifacts, secondaryArtifacts = [] } = project;
  if (source && artifacts && (source.type === 'CODEPIPELINE') !== (artifacts.type === 'CODEPIPELINE')) {
    yield {
      id: 'codepipeline-mismatch',
      path: ['artifacts', 'type'],
      reason: 'the types of source and artifacts must either both be CODEPIPELINE or both be something else',
      change: `set the type of artifacts to ${source.type === 'CODEPIPELINE' ? 'CODEPIPELINE' : 'NO_ARTIFACTS'}`,
    };
  }
  if (source) yield* within(['source'], sourceViolations(source));
  for (const [index, each] of secondarySources.entries()) {
    yield* within(['secondarySources', index], sourceViolations(each));
  }
  const identifiers = secondarySources.map(({ sourceIdentifier }) => sourceIdentifier);
  yield* identifierViolations('secondarySources', 'sourceIdentifier', identifiers);
  for (const [index, { sourceIdentifier }] of secondarySourceVersions.entries()) {
    if (identifiers.includes(sourceIdentifier)) continue;
    yield {
      id: 'unknown-source-identifier',
      path: ['secondarySourceVersions', index, 'sourceIdentifier'],
      reason: `no secondary source has the sourceIdentifier "${sourceIdentifier}"`,
      change: suggestName(
        sourceIdentifier,
        identifiers.filter((each) => each !== undefined),
      ),
    };
  }
  if (artifacts) yield* within(['artifacts'], artifactsViolations(artifacts));
  for (const [index, each] of secondaryArtifacts.entries()) {
    yield* within(['secondaryArtifacts', index], artifactsViolations(each));
  }
  const artifactIdentifiers = secondaryArtifacts.map(({ artifactIdentifier }) => artifactIdentifier);
  yield* identifierViolations('secondaryArtifacts', 'artifactIdentifier', artifactIdentifiers);
}

function* within(path: Violation['path'], violations: Iterable<Violation>): Iterable<Violation> {
  for (const violation of violations) yield { ...violation, path: [...path, ...violation.path] };
}

function* sourceViolations({ type, location, buildspec, reportBuildStatus }: Source): Iterable<Violation> {
  if (type === 'NO_SOURCE' && !isInline(buildspec ?? '')) {
    yield {
      id: 'buildspec-not-inline',
      path: ['buildspec'],
      reason: 'a source of type NO_SOURCE needs an inline buildspec',
      change: 'indent the buildspec below buildspec: |',
    };
  }
  if (type !== 'NO_SOURCE' && type !== 'CODEPIPELINE' && !location) {
    const change = `add the location, for example location: ${type === 'S3' ? 'bucket/web.zip' : 'https://git.acme.io/acme/web.git'}`;
    yield {
      id: 'source-without-location',
      path: ['location'],
      reason: `a source of type ${type} needs a location`,
      change,
    };
  }
  if (reportBuildStatus && !canReport(type)) {
    const reason = `a source of type ${type} has no Git host to report a build's status to`;
    yield { id: 'status-without-host', path: ['reportBuildStatus'], reason, change: 'remove reportBuildStatus' };
  }
}

function* artifactsViolations({ type, location }: Artifacts): Iterable<Violation> {
  if (type === 'S3' && !location) {
    const change = 'add the bucket, for example location: bucket';
    yield {
      id: 'artifacts-without-location',
      path: ['location'],
      reason: 'artifacts of type S3 need a location',
      change,
    };
  }
}

function* identifierViolations(
  list: string,
  key: string,
  identifiers: readonly (string | undefined)[],
): Iterable<Violation> {
  for (const [index, identifier] of identifiers.entries()) {
    if (!/^\w{1,127}$/.test(identifier ?? '')) {
      yield {
        id: 'invalid-identifier',
        path: [list, index, key],
        reason: `${key} must contain only alphanumeric characters and underscores and be less than 128 characters in length`,
        change: `choose another identifier, for example ${key}: lib`,
      };
    } else if (identifiers.indexOf(identifier) !== index) {
      yield {
        id: 'duplicate-identifier',
        path: [list, index, key],
        reason: `${key} "${identifier}" appears twice in ${list}`,
        change: 'choose another identifier for one of the two',
      };
    }
  }
}
