import { EnvironmentVariableType, ProjectVisibilityType } from '@aws-sdk/client-codebuild';
import * as v from 'valibot';
import { isReservedName, RESERVED_PREFIXES } from '../../../functions/core/access/variable-name.ts';
import { BADGE_STYLE_NAMES } from '../../../functions/core/badge/drawing/badge-style.ts';
import { branchRef, refKind } from '../../../functions/core/ref.ts';
import {
  COMMENT_APPROVALS,
  EXCERPT_MODES,
  CREDENTIALS,
  FILTER_TYPES,
  PROVIDERS,
  PAGE_MODES,
  STATUS_MODES,
  VERIFICATIONS,
  WEBHOOK_SCOPES,
} from '../../../functions/core/vocabulary.ts';
import { environment, projectMembers, source, vpcConfig } from '../../codebuild/project-schemas.ts';
import { nonEmpty } from '../../codebuild/input-schemas.ts';
import { api } from './api-schema.ts';
import { permissions } from './permissions-schema.ts';
import { stack } from './stack-schema.ts';

/**
 * The schema of the projects file. A project has the format of `aws codebuild batch-get-projects`, so that an existing
 * one can be pasted; its shapes are the service's own. describe-issue.ts describes violations, and correct-mapping.ts
 * unknown keys.
 */

/** Part of a pasted project, but redundant. */
const paste = v.optional(v.unknown());

const hook = v.object({
  provider: v.picklist(PROVIDERS),
  verification: v.optional(v.picklist(VERIFICATIONS)),
  credential: v.optional(v.picklist(CREDENTIALS)),
  statuses: v.optional(v.picklist(STATUS_MODES)),
  host: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[A-Za-z0-9.-]+(?::\d+)?$/, 'must be a host name without scheme or path, for example "git.acme.io"'),
    ),
  ),
});

const environmentVariable = v.object({
  name: v.pipe(
    nonEmpty,
    v.check(
      (name) => !isReservedName(name),
      ({ input }) =>
        `has the value ${JSON.stringify(input)}, which begins with a reserved prefix: choose another name (reserved: ${RESERVED_PREFIXES.join(', ')})`,
    ),
  ),
  value: v.string(),
  /** By default PLAINTEXT. */
  type: v.optional(v.enum(EnvironmentVariableType)),
});

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_WebhookFilter.html */
const filter = v.object({
  type: v.picklist(FILTER_TYPES),
  pattern: v.pipe(v.string(), v.minLength(1)),
  excludeMatchedPattern: v.optional(v.boolean()),
});
export type HookInput = v.InferOutput<typeof hook>;
export type FilterInput = v.InferOutput<typeof filter>;

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_PullRequestBuildPolicy.html */
const pullRequestBuildPolicy = v.object({
  requiresCommentApproval: v.picklist(COMMENT_APPROVALS),
  approverRoles: v.optional(
    v.array(
      v.pipe(
        v.string(),
        v.regex(
          /^(?:GITHUB|GITLAB|BITBUCKET)_[A-Z]+$/,
          "must contain CodeBuild's names of roles, for example GITHUB_WRITE",
        ),
      ),
    ),
  ),
});

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ScopeConfiguration.html */
const scopeConfiguration = v.object({
  name: nonEmpty,
  domain: v.optional(nonEmpty),
  scope: v.picklist(WEBHOOK_SCOPES),
});
export type ScopeInput = v.InferOutput<typeof scopeConfiguration>;

const NO_ID = "must be the host's id of the repository, for example 1296269";
/** A Git host's id of a repository: a number, or on Bitbucket Cloud a UUID in braces. */
const repositoryId = v.pipe(
  v.union([v.number(), v.string()], NO_ID),
  v.transform(String),
  v.regex(/^(?:[1-9]\d*|\{[\w-]+\})$/, NO_ID),
);

/** https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_CreateRepository.html */
const imageRepository = v.pipe(
  v.string(),
  v.regex(
    /^(?=.{2,256}$)(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/,
    'must be a valid name of an ECR repository (lower-case letters and digits, separated by . _ - or /), for example acme/web',
  ),
);

/** GitHub and GitLab accept at most 255 characters (https://docs.github.com/en/rest/commits/statuses). */
const statusContext = v.pipe(
  v.string(),
  v.regex(/^(?! )[^\p{C}]{1,255}(?<! )$/u, 'must be 1 to 255 printable characters, for example ci/web'),
);

/** A plain branch name: a full ref, or HEAD, would be interpreted as a branch of that name. */
const branch = v.pipe(
  v.string(),
  v.check(
    (name) => refKind(branchRef(name)) === 'branch' && !/^(?:refs\/|HEAD$)/.test(name),
    ({ input }) =>
      `has the value ${JSON.stringify(input)}, which is not a valid branch name: write the name without refs/heads/, for example main`,
  ),
);

/** CodeBuild's own keys of a project. A project with an `arn` is used as it is, and can omit any of them. */
const { badgeEnabled: _isInBadge, ...codebuildMembers } = projectMembers;
const codebuildProject = {
  ...codebuildMembers,
  source,
  environment: v.optional(
    v.partial(v.object({ ...environment.entries, environmentVariables: v.array(environmentVariable) })),
  ),
  /** `create: true` creates a VPC instead. */
  vpcConfig: v.optional(v.object({ ...vpcConfig.entries, create: v.optional(v.boolean()) })),
  projectVisibility: v.optional(v.enum(ProjectVisibilityType)),
  resourceAccessRole: v.optional(nonEmpty),
};

const webhook = v.object({
  filterGroups: v.optional(v.array(v.array(filter))),
  buildType: v.optional(
    v.picklist(['BUILD'], 'must be BUILD, since Pushlight starts neither batch builds nor runners'),
  ),
  pullRequestBuildPolicy: v.optional(pullRequestBuildPolicy),
  scopeConfiguration: v.optional(scopeConfiguration),
  payloadUrl: v.optional(v.string()),
  url: v.optional(v.string()),
  branchFilter: v.optional(v.never('is not supported: use a filter group with a HEAD_REF filter instead')),
  secret: paste,
  lastModifiedSecret: paste,
  manualCreation: paste,
  status: paste,
  statusMessage: paste,
});

/** Findings of `npm run check` that the project accepts on purpose. */
const ignore = v.array(
  v.object({ id: nonEmpty, because: v.pipe(v.string(), v.trim(), v.nonEmpty('is empty: give the reason')) }),
);
export type IgnoreInput = v.InferOutput<typeof ignore>;

/** Pushlight's own keys of a project. */
const pushlightProject = {
  repository: v.optional(nonEmpty),
  repositoryId: v.optional(repositoryId),
  hook: v.optional(nonEmpty),
  skipCi: v.optional(v.boolean()),
  concurrency: v.optional(
    v.object({
      group: v.literal('ref', 'must be "ref", which groups the builds of each branch, tag or pull request'),
      cancelInProgress: v.optional(v.boolean(), false),
    }),
  ),
  webhook: v.optional(webhook),
  badge: v.optional(
    v.object({
      badgeEnabled: v.optional(v.boolean()),
      branch: v.optional(branch),
      label: v.optional(nonEmpty),
      style: v.optional(v.picklist(BADGE_STYLE_NAMES)),
      badgeRequestUrl: paste,
    }),
  ),
  link: v.optional(v.pipe(v.string(), v.regex(/^https?:\/\//, 'must be a URL that begins with https:// or http://'))),
  pages: v.optional(v.picklist(PAGE_MODES)),
  statuses: v.optional(v.picklist(STATUS_MODES)),
  statusContext: v.optional(statusContext),
  logExcerpt: v.optional(
    v.object({
      when: v.optional(v.picklist(EXCERPT_MODES), 'failed'),
      forks: v.optional(v.boolean(), false),
      secrets: v.optional(v.picklist(['masked'])),
    }),
  ),
  permissions: v.optional(permissions),
  imageRepository: v.optional(imageRepository),
  ignore: v.optional(ignore),
};

const project = v.object({
  // https://docs.aws.amazon.com/codebuild/latest/APIReference/API_CreateProject.html
  name: v.pipe(
    v.string(),
    v.regex(
      /^[A-Za-z0-9][A-Za-z0-9\-_]{1,149}$/,
      'must be 2 to 150 letters, digits, hyphens or underscores, and must begin with a letter or digit',
    ),
  ),
  arn: v.optional(
    v.pipe(
      v.string(),
      v.regex(
        /^arn:aws[a-z-]*:codebuild:[a-z0-9-]+:\d{12}:project\//,
        'must be the ARN of a CodeBuild project, for example arn:aws:codebuild:us-east-1:123456789012:project/web',
      ),
    ),
  ),
  ...codebuildProject,
  ...pushlightProject,
  created: paste,
  lastModified: paste,
  publicProjectAlias: paste,
});
export type ProjectInput = v.InferOutput<typeof project>;

/** CodeBuild's own keys. */
export const CODEBUILD_KEYS = v.keyof(v.object({ name: project.entries.name, ...codebuildProject })).options;

export const projectsFileSchema = v.object({
  webhooks: v.nullish(
    v.record(
      v.pipe(
        v.string(),
        v.regex(
          /^[a-z0-9][a-z0-9-]{0,63}$/,
          "must be 1 to 64 lower-case letters, digits or hyphens, since the name is part of the hook's URL",
        ),
      ),
      hook,
    ),
    {},
  ),
  projects: v.nullish(v.array(project), []),
  stack: v.nullish(stack, {}),
  api: v.optional(api),
  projectsNotFound: paste,
});
export type ProjectsFileInput = v.InferOutput<typeof projectsFileSchema>;
