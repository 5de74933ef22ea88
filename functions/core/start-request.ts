import type { Project } from './configuration.ts';
import type { Job } from './job.ts';
import { refKind } from './ref.ts';
import type { SourceType } from './vocabulary.ts';

/** All that Pushlight ever tells StartBuild; everything else is the project's own. */
export interface StartRequest {
  readonly project: string;
  readonly sourceVersion?: string;
  /** Sent as PLAINTEXT, never as a name of a parameter or secret. */
  readonly environmentVariables: readonly { readonly name: string; readonly value: string }[];
  /** CodeBuild answers a second request of one token with the first's build, for five minutes. */
  readonly idempotencyToken: string;
}

export function startRequest(job: Job, project: Project, idempotencyToken: string): StartRequest {
  const sourceVersion = project.repositoryIsNotTheSource ? undefined : SOURCE_VERSIONS[project.sourceType](job);
  const variables: Readonly<Record<string, string | undefined>> = {
    PUSHLIGHT_REF: job.ref,
    PUSHLIGHT_DELIVERY: job.ledgerKey,
    WEBHOOK_EVENT: job.eventType,
    WEBHOOK_HEAD_REF: job.headRef,
    WEBHOOK_BASE_REF: job.baseRef,
    WEBHOOK_TRIGGER: job.trigger,
    WEBHOOK_REPOSITORY: `https://${job.repository.host}/${job.repository.fullName}.git`,
    WEBHOOK_COMMIT: job.commit,
    WEBHOOK_PREV_COMMIT: job.previousCommit,
    WEBHOOK_ACTOR_ACCOUNT_ID: job.actorId,
  };
  const environmentVariables = Object.entries(variables).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [{ name, value: withoutControlCharacters(value) }],
  );
  return {
    project: project.name,
    ...(sourceVersion !== undefined && { sourceVersion }),
    environmentVariables,
    idempotencyToken,
  };
}

const withoutControlCharacters = (text: string): string => text.replace(/[\u0000-\u001f\u007f-\u009f]/g, '');

/** Where the host told no whole commit: `headRef` is the tag of a release, or the branch of a pull request. */
const commitAlone = ({ commit, headRef }: Job) => commit ?? headRef;
const nothing = () => undefined;
/** Pins the commit and keeps the ref, which comes back in CodeBuild's events. */
const pinnedRef = ({ ref, commit, headRef }: Job) => (commit === undefined ? headRef : `${ref}^{${commit}}`);
/** Pull request references are only GitHub's (https://docs.aws.amazon.com/codebuild/latest/userguide/sample-source-version.html). */
const pinnedBranchOrTag = (job: Job) => (refKind(job.ref) === 'pull request' ? commitAlone(job) : pinnedRef(job));

/** What each source type takes as a source version. */
const SOURCE_VERSIONS: Readonly<Record<SourceType, (job: Job) => string | undefined>> = {
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
