import { AwsError } from '../../aws-service.ts';
import type { ProjectArtifacts, ProjectDeclaration, ProjectSource } from '../model.ts';

type Checked = Partial<
  Pick<
    ProjectDeclaration,
    'source' | 'secondarySources' | 'secondarySourceVersions' | 'artifacts' | 'secondaryArtifacts'
  >
>;

/** What the service asks of a project beyond the shapes of its members. Throws InvalidInputException. */
export function checkProject({
  source,
  secondarySources = [],
  secondarySourceVersions = [],
  artifacts,
  secondaryArtifacts = [],
}: Checked): void {
  const usesPipeline = [source?.type, artifacts?.type].map((type) => type === 'CODEPIPELINE');
  if (source && artifacts && usesPipeline[0] !== usesPipeline[1]) {
    throw invalid('when using CodePipeline both sourceType, and artifactType must be set to: CODEPIPELINE');
  }
  if (source) checkSource(source);
  secondarySources.forEach(checkSource);
  const identifiers = secondarySources.map(({ sourceIdentifier }) => sourceIdentifier);
  checkIdentifiers('sourceIdentifier', identifiers);
  for (const { sourceIdentifier } of secondarySourceVersions) {
    if (!identifiers.includes(sourceIdentifier)) {
      throw invalid(`secondarySourceVersions names ${sourceIdentifier}, and no secondary source has that identifier`);
    }
  }
  if (artifacts) checkArtifacts(artifacts);
  secondaryArtifacts.forEach(checkArtifacts);
  checkIdentifiers(
    'artifactIdentifier',
    secondaryArtifacts.map(({ artifactIdentifier }) => artifactIdentifier),
  );
}

function checkSource({ type, location, buildspec }: ProjectSource): void {
  if (type === 'NO_SOURCE' && !/\n|^\s*\{/.test(buildspec ?? '')) {
    throw invalid('a source of type NO_SOURCE needs an inline buildspec');
  }
  if (type !== 'NO_SOURCE' && type !== 'CODEPIPELINE' && !location) {
    throw invalid(`a source of type ${type} needs a location`);
  }
}

function checkArtifacts({ type, location }: ProjectArtifacts): void {
  if (type === 'S3' && !location) throw invalid('artifacts of type S3 need a location: the name of a bucket');
}

function checkIdentifiers(member: string, identifiers: readonly (string | undefined)[]): void {
  for (const identifier of identifiers) {
    if (!/^\w{1,127}$/.test(identifier ?? '')) {
      throw invalid(
        `${member} must contain only alphanumeric characters and underscores and be less than 128 characters in length`,
      );
    }
    if (identifiers.filter((other) => other === identifier).length > 1) {
      throw invalid(`${member} ${identifier} stands twice: each must be another`);
    }
  }
}

const invalid = (message: string): AwsError => new AwsError('InvalidInputException', `Invalid input: ${message}`);
