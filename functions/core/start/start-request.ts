import type { StartRequest } from '../builds/build-ports.ts';
import { BUILD_VARIABLES } from '../builds/build-variables.ts';
import type { CodeBuildReport } from '../builds/codebuild-report.ts';
import type { Project } from '../configuration.ts';
import type { Job } from './job.ts';
import { refKind } from '../ref.ts';
import { cloneUrl } from '../clone-url.ts';
import type { SourceType } from '../vocabulary.ts';

/** The build that a job asks for. */
export function startRequest(
  job: Job,
  project: Project,
  idempotencyToken: string,
  report?: CodeBuildReport,
): StartRequest {
  const variables = {
    [BUILD_VARIABLES.ref]: job.ref,
    [BUILD_VARIABLES.marker]: job.ledgerKey,
    [BUILD_VARIABLES.eventType]: job.eventType,
    [BUILD_VARIABLES.headRef]: job.headRef,
    [BUILD_VARIABLES.baseRef]: job.baseRef,
    [BUILD_VARIABLES.trigger]: job.trigger,
    [BUILD_VARIABLES.repository]: cloneUrl(job.repository),
    [BUILD_VARIABLES.commit]: job.commit,
    [BUILD_VARIABLES.previousCommit]: job.previousCommit,
    [BUILD_VARIABLES.actorId]: job.actorId,
  };
  return makeStartRequest(project, job, variables, idempotencyToken, report);
}

/** @param variables only those that are neither undefined nor empty */
export function makeStartRequest(
  project: Project,
  version: Version,
  variables: Readonly<Record<string, string | undefined>>,
  idempotencyToken: string,
  report?: CodeBuildReport,
): StartRequest {
  const told = sourceVersion(project, version);
  return {
    project: project.name,
    ...(told !== undefined && { sourceVersion: told }),
    environmentVariables: Object.entries(variables).flatMap(([name, value]) =>
      value === undefined || value === '' ? [] : [{ name, value: withoutControlCharacters(value) }],
    ),
    ...(report && { report }),
    idempotencyToken,
  };
}

const withoutControlCharacters = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '');

/** Which version of a repository to build. */
export interface Version {
  /** The full ref. */
  readonly ref: string;
  readonly commit?: string | undefined;
  /**
   * The source version for CodeBuild if the host sent no full commit id: the ref, the tag of a release, or the branch
   * of a pull request.
   */
  readonly headRef: string;
}

/** CodeBuild's `sourceVersion`; undefined where the project's source has no versions. */
const sourceVersion = (project: Project, version: Version): string | undefined =>
  project.repositoryIsNotTheSource ? undefined : SOURCE_VERSIONS[project.sourceType](version);

/** Whether a build receives both its ref and its commit, so the commit must exist at the ref's host. */
export const pinsCommits = ({ sourceType, repositoryIsNotTheSource = false }: Project): boolean =>
  !repositoryIsNotTheSource && [pinnedRef, pinnedBranchOrTag].includes(SOURCE_VERSIONS[sourceType]);

const commitAlone = ({ commit, headRef }: Version): string | undefined => commit ?? headRef;
const nothing = () => undefined;
/** Pins the commit and keeps the ref, which CodeBuild's events then contain. */
const pinnedRef = ({ ref, commit, headRef }: Version): string | undefined =>
  commit === undefined ? headRef : `${ref}^{${commit}}`;
/**
 * Only GitHub has pull request references
 * (https://docs.aws.amazon.com/codebuild/latest/userguide/sample-source-version.html).
 */
const pinnedBranchOrTag = (version: Version): string | undefined =>
  refKind(version.ref) === 'pull request' ? commitAlone(version) : pinnedRef(version);

/** The source version for each source type. */
const SOURCE_VERSIONS: Readonly<Record<SourceType, (version: Version) => string | undefined>> = {
  GITHUB: pinnedRef,
  GITHUB_ENTERPRISE: pinnedRef,
  BITBUCKET: pinnedBranchOrTag,
  CODECOMMIT: pinnedBranchOrTag,
  GITLAB: commitAlone,
  GITLAB_SELF_MANAGED: commitAlone,
  CODEPIPELINE: nothing,
  S3: nothing,
  NO_SOURCE: nothing,
};
