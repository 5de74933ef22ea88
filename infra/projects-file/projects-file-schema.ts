import * as v from 'valibot';
import { isReservedName, RESERVED_PREFIXES } from '../../functions/core/access/variable-name.ts';
import { BADGE_STYLE_NAMES } from '../../functions/core/badge/badge-style.ts';
import {
  COMMENT_APPROVALS,
  FILTER_TYPES,
  PROVIDERS,
  SOURCE_TYPES,
  VERIFICATIONS,
  WEBHOOK_SCOPES,
} from '../../functions/core/vocabulary.ts';

/** The values of the projects file; its keys are checked apart (projects-file-keys.ts). */

const oneOf = <const T extends readonly string[]>(values: T) =>
  v.picklist(values, ({ received }) => `${received} is none of ${values.join(', ')}`);

const text = v.pipe(v.string(), v.nonEmpty('must not be empty'));

const hook = v.looseObject({
  provider: oneOf(PROVIDERS),
  verification: v.optional(oneOf(VERIFICATIONS)),
  host: v.optional(
    v.pipe(
      v.string(),
      v.regex(/^[A-Za-z0-9.-]+(?::\d+)?$/, 'must be a host name: "git.acme.io", with no scheme or path'),
    ),
  ),
});

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_StartBuild.html: PLAINTEXT unless it says otherwise. */
const environmentVariable = v.looseObject({
  name: v.pipe(
    text,
    v.check(
      (name) => !isReservedName(name),
      `begins with a reserved prefix: choose a name without ${RESERVED_PREFIXES.join(', ')}`,
    ),
  ),
  value: v.string(),
  type: v.optional(oneOf(['PLAINTEXT', 'PARAMETER_STORE', 'SECRETS_MANAGER'])),
});

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_WebhookFilter.html */
const filter = v.looseObject({
  type: oneOf(FILTER_TYPES),
  pattern: v.pipe(v.string('must be text: write it in single quotes'), v.nonEmpty('must not be empty')),
  excludeMatchedPattern: v.optional(v.boolean()),
});
export type HookInput = v.InferOutput<typeof hook>;
export type FilterInput = v.InferOutput<typeof filter>;

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_PullRequestBuildPolicy.html */
const pullRequestBuildPolicy = v.looseObject({
  requiresCommentApproval: oneOf(COMMENT_APPROVALS),
  approverRoles: v.optional(
    v.array(
      v.pipe(
        v.string(),
        v.regex(/^(?:GITHUB|GITLAB|BITBUCKET)_[A-Z]+$/, 'must be a role as CodeBuild names it: GITHUB_WRITE'),
      ),
    ),
  ),
});

/** https://docs.aws.amazon.com/codebuild/latest/APIReference/API_ScopeConfiguration.html */
const scopeConfiguration = v.looseObject({
  name: text,
  domain: v.optional(text),
  scope: oneOf(WEBHOOK_SCOPES),
});
export type ScopeInput = v.InferOutput<typeof scopeConfiguration>;

const NO_ID = "must be the host's id of the repository: 1296269";
/** A Git host's id of a repository: a number, of Bitbucket Cloud a UUID in braces. */
const repositoryId = v.pipe(
  v.union([v.number(), v.string()], NO_ID),
  v.transform(String),
  v.regex(/^(?:[1-9]\d*|\{[\w-]+\})$/, NO_ID),
);

const project = v.looseObject({
  // https://docs.aws.amazon.com/codebuild/latest/APIReference/API_CreateProject.html
  name: v.pipe(
    v.string(),
    v.regex(
      /^[A-Za-z0-9][A-Za-z0-9\-_]{1,149}$/,
      'must be 2 to 150 letters, digits, hyphens and underscores, beginning with a letter or digit',
    ),
  ),
  arn: v.optional(
    v.pipe(
      v.string(),
      v.regex(
        /^arn:aws[a-z-]*:codebuild:[a-z0-9-]+:\d{12}:project\//,
        'must be the ARN of a CodeBuild project: arn:aws:codebuild:us-east-1:123456789012:project/web',
      ),
    ),
  ),
  source: v.looseObject({ type: oneOf(SOURCE_TYPES), location: v.optional(text), buildspec: v.optional(v.string()) }),
  repository: v.optional(text),
  repositoryId: v.optional(repositoryId),
  hook: v.optional(text),
  skipCi: v.optional(v.boolean()),
  concurrency: v.optional(
    v.looseObject({
      group: v.literal('ref', 'must be ref: builds of one branch, tag or pull request'),
      cancelInProgress: v.optional(v.boolean(), false),
    }),
  ),
  environment: v.optional(v.looseObject({ environmentVariables: v.optional(v.array(environmentVariable)) })),
  webhook: v.optional(
    v.looseObject({
      filterGroups: v.optional(v.array(v.array(filter))),
      buildType: v.optional(
        v.picklist(['BUILD'], 'only BUILD is supported: batch builds and runners are not started by Pushlight'),
      ),
      pullRequestBuildPolicy: v.optional(pullRequestBuildPolicy),
      scopeConfiguration: v.optional(scopeConfiguration),
      payloadUrl: v.optional(v.string()),
      url: v.optional(v.string()),
    }),
  ),
  badge: v.optional(
    v.looseObject({
      badgeEnabled: v.optional(v.boolean()),
      label: v.optional(text),
      style: v.optional(oneOf(BADGE_STYLE_NAMES)),
    }),
  ),
  link: v.optional(v.pipe(v.string(), v.regex(/^https?:\/\//, 'must be a URL that begins with https:// or http://'))),
});
export type ProjectInput = v.InferOutput<typeof project>;

export const projectsFileSchema = v.looseObject({
  webhooks: v.nullish(
    v.record(
      v.pipe(
        v.string(),
        v.regex(
          /^[a-z0-9][a-z0-9-]{0,63}$/,
          "must be lower-case letters, digits and hyphens: a hook's name stands in its URL",
        ),
      ),
      hook,
    ),
    {},
  ),
  projects: v.nullish(v.array(project), []),
});
export type ProjectsFileInput = v.InferOutput<typeof projectsFileSchema>;
