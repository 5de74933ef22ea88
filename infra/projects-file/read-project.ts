import type { Filter, Hook, Project } from '../../functions/core/configuration.ts';
import type { ProjectInput } from './projects-file-schema.ts';
import { readFilterGroup, type CheckPattern } from './read-filter-group.ts';
import { readRepository, type Reached } from './read-repository.ts';
import type { Report, Say } from './report.ts';
import { takesPullRequests } from './takes-pull-requests.ts';
import type { YamlPath } from './yaml-source.ts';

interface Surroundings {
  readonly hooks: readonly Hook[];
  readonly checkPattern: CheckPattern;
  readonly report: Report;
}

export function readProject(
  project: ProjectInput,
  path: YamlPath,
  { hooks, checkPattern, report }: Surroundings,
): Project {
  const { name, source, webhook, badge, link, skipCi, concurrency } = project;
  const { warn } = report;
  const reached = readRepository(project, hooks, path, report);
  const commentApproval = webhook?.pullRequestBuildPolicy?.requiresCommentApproval;
  const filterGroups = webhook?.filterGroups?.map((group, index) => {
    const at = [...path, 'webhook', 'filterGroups', index];
    const filters = readFilterGroup(group, at, checkPattern, report);
    if (commentApproval === undefined || commentApproval === 'DISABLED') warnOfStrangers(filters, at, warn);
    if (hooks.some((hook) => delivers(hook, reached) && hook.provider !== 'gitlab')) warnOfMessages(filters, at, warn);
    return filters;
  });
  if (webhook) warnOfWebhook(name, webhook, [...path, 'webhook'], warn);
  return {
    name,
    sourceType: source.type,
    ...reached,
    ...(filterGroups && { filterGroups }),
    ...(concurrency && { concurrency: { group: concurrency.group, cancelInProgress: concurrency.cancelInProgress } }),
    ...(commentApproval && { commentApproval }),
    ...(skipCi === false && { skipCi }),
    badge: {
      enabled: badge?.badgeEnabled ?? false,
      ...(badge?.label !== undefined && { label: badge.label }),
      ...(badge?.style !== undefined && { style: badge.style }),
    },
    ...(link !== undefined && { link }),
  };
}

function warnOfWebhook(name: string, webhook: NonNullable<ProjectInput['webhook']>, path: YamlPath, warn: Say): void {
  if (webhook.payloadUrl !== undefined || webhook.url !== undefined) {
    const command = `aws codebuild delete-webhook --project-name ${name}`;
    warn(path, `CodeBuild's own webhook still exists, so that each push builds twice; remove it: ${command}`);
  }
  if (!webhook.filterGroups?.length) {
    warn(path, 'without filter groups nothing starts: add filterGroups: [[{ type: EVENT, pattern: PUSH }]]');
  }
}

/** Whether a hook's deliveries can be of the project's repository. */
export const delivers = (
  { name, host }: Hook,
  { hook, repository, scope }: Pick<Reached, 'hook' | 'repository' | 'scope'>,
): boolean => host === (repository ?? scope)?.host && (hook === undefined || hook === name);

/** A build runs the pull request's code with the project's rights: one open group is a way around all the others. */
function warnOfStrangers(group: readonly Filter[], path: YamlPath, warn: Say): void {
  if (!takesPullRequests(group) || group.some(({ type }) => type === 'ACTOR_ACCOUNT_ID')) return;
  warn(
    path,
    "anybody's pull requests can pass this group: add an ACTOR_ACCOUNT_ID filter, or a pullRequestBuildPolicy with requiresCommentApproval",
  );
}

/** Of all hosts' pull request events, only GitLab's hold the head commit's message. */
function warnOfMessages(group: readonly Filter[], path: YamlPath, warn: Say): void {
  const filter = group.findIndex(({ type }) => type === 'COMMIT_MESSAGE');
  if (filter === -1 || !takesPullRequests(group)) return;
  warn(
    [...path, filter],
    'this host tells no commit message of a pull request, so that the filter matches none: take it out, or put pushes into a group of their own',
  );
}
