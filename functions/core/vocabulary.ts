/**
 * The closed vocabularies, each once, in the words of CodeBuild and the Git hosts. Types, checks and rendering derive
 * from these lists.
 */

/** The protocols that a hook can speak. Forgejo and Gogs speak Gitea's. */
export const PROVIDERS = ['github', 'gitlab', 'bitbucket', 'gitea'] as const;
export type Provider = (typeof PROVIDERS)[number];

/**
 * How a delivery is verified: by a signature over its bytes, or by a secret token that it carries in plain text
 * (GitLab).
 */
export const VERIFICATIONS = ['signature', 'token'] as const;
export type Verification = (typeof VERIFICATIONS)[number];

/** CodeBuild's event types of a webhook's EVENT filter. */
export const EVENT_TYPES = [
  'PUSH',
  'PULL_REQUEST_CREATED',
  'PULL_REQUEST_UPDATED',
  'PULL_REQUEST_REOPENED',
  'PULL_REQUEST_CLOSED',
  'PULL_REQUEST_MERGED',
  'RELEASED',
  'PRERELEASED',
  'WORKFLOW_JOB_QUEUED',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** CodeBuild's filter types. */
export const FILTER_TYPES = [
  'EVENT',
  'ACTOR_ACCOUNT_ID',
  'HEAD_REF',
  'BASE_REF',
  'FILE_PATH',
  'COMMIT_MESSAGE',
  'TAG_NAME',
  'RELEASE_NAME',
  'REPOSITORY_NAME',
  'ORGANIZATION_NAME',
  'WORKFLOW_NAME',
] as const;
export type FilterType = (typeof FILTER_TYPES)[number];

/** CodeBuild's source types. */
const SOURCE_TYPES = [
  'GITHUB',
  'GITHUB_ENTERPRISE',
  'GITLAB',
  'GITLAB_SELF_MANAGED',
  'BITBUCKET',
  'CODECOMMIT',
  'CODEPIPELINE',
  'S3',
  'NO_SOURCE',
] as const;
export type SourceType = (typeof SOURCE_TYPES)[number];

/** CodeBuild's build statuses. */
export const STATUSES = ['IN_PROGRESS', 'SUCCEEDED', 'FAILED', 'FAULT', 'TIMED_OUT', 'STOPPED'] as const;
export type Status = (typeof STATUSES)[number];

/** The states of a commit status: the states of a build, and those of a push or pull request that starts no build. */
export const COMMIT_STATES = [
  'queued',
  'running',
  'waiting',
  'succeeded',
  'failed',
  'timed out',
  'fault',
  'stopped',
  'superseded',
  'refused',
  'not needed',
] as const;
export type CommitState = (typeof COMMIT_STATES)[number];

/** What a build is allowed to access, decided from the facts of its event. */
export const TIERS = ['trusted', 'untrusted'] as const;

/** CodeBuild's values for whether a pull request needs an approving comment before it builds. */
export const COMMENT_APPROVALS = ['DISABLED', 'ALL_PULL_REQUESTS', 'FORK_PULL_REQUESTS'] as const;
export type CommentApproval = (typeof COMMENT_APPROVALS)[number];

/** How requests to a Git host are authenticated. */
export const CREDENTIALS = ['token'] as const;
export type CredentialType = (typeof CREDENTIALS)[number];

/** Who can see a project's pages: everyone who has the address, or everyone who searches as well. Absent: nobody. */
export const PAGE_MODES = ['public', 'indexed'] as const;
export type PageMode = (typeof PAGE_MODES)[number];

/**
 * What is reported to commits: builds and pushes that should start one; also pushes that did not need a build; nothing.
 */
export const STATUS_MODES = ['builds', 'all', 'none'] as const;
export type StatusMode = (typeof STATUS_MODES)[number];

/** CodeBuild's scopes of a webhook for more than one repository. */
export const WEBHOOK_SCOPES = ['GITHUB_ORGANIZATION', 'GITHUB_GLOBAL', 'GITLAB_GROUP'] as const;

/** Which builds have a log excerpt: failed builds, or all builds. */
export const EXCERPT_MODES = ['failed', 'always'] as const;
export type ExcerptMode = (typeof EXCERPT_MODES)[number];
