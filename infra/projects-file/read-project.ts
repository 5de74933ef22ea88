import type { Hook, Project } from '../../functions/core/configuration.ts';
import { PROVIDER_FACTS } from '../../functions/core/providers/provider-facts.ts';
import { hideCredentials } from '../findings/hide-credentials.ts';
import type { CanMatch } from './filters/can-match.ts';
import { knowable, knowableItems, unknowable } from './knowable.ts';
import { listsFew } from './filters/lists-few.ts';
import type { FilterInput, ProjectInput } from './schema/projects-file-schema.ts';
import { readFilterGroup, type CheckPattern } from './filters/read-filter-group.ts';
import { statusesNeedCredential } from './read-hook.ts';
import { readRepository, type Reached } from './read-repository.ts';
import type { Say } from '../buildspec/say.ts';
import { takesPullRequests } from './filters/takes-pull-requests.ts';
import { urlCredential } from './url-credential.ts';
import type { YamlPath } from './yaml/yaml-source.ts';

interface Surroundings {
  /** All hooks, if they can be read. */
  readonly hooks: () => readonly Hook[];
  readonly checkPattern: CheckPattern;
  readonly canMatch: CanMatch;
  readonly say: Say;
}

/** @returns undefined if something in it is invalid */
export function readProject(project: ProjectInput, path: YamlPath, around: Surroundings): Project | undefined {
  const { checkPattern, say } = around;
  const at = [...path, 'webhook'];
  const reached = knowable(() => readRepository(project, around.hooks(), path, say));
  const hooks = knowable(() => around.hooks().filter((hook) => reached && delivers(hook, reached)));
  const repository = reached?.repository?.fullName;
  const deliveriesOf = hooks && reached && { hosts: hooks, ...(repository !== undefined && { repository }) };
  const groups = knowable(() => project.webhook?.filterGroups) ?? [];
  const filterGroups = knowableItems(groups).map(([index, group]) => {
    const groupAt = [...at, 'filterGroups', index];
    const filters = readFilterGroup(group, groupAt, {
      checkPattern,
      canMatch: around.canMatch,
      source: deliveriesOf,
      say,
    });
    knowable(() => {
      const approval = project.webhook?.pullRequestBuildPolicy?.requiresCommentApproval ?? 'DISABLED';
      if (approval === 'DISABLED') warnOfStrangers(group, groupAt, checkPattern, say);
    });
    knowable(() => hooks?.some(hidesMessage) && warnOfMessages(group, groupAt, say));
    return filters;
  });
  knowable(() => checkLink(project, path, say));
  knowable(() => checkStatuses(project, hooks ?? unknowable(), path, say));
  knowable(() => project.webhook && warnOfWebhook(project.name, project.webhook, at, say));
  return knowable(() => ({
    ...compileProject(project, reached ?? unknowable()),
    ...(project.webhook?.filterGroups && { filterGroups }),
  }));
}

function compileProject(project: ProjectInput, reached: Reached): Project {
  const { name, source, sourceVersion, webhook, badge, link, skipCi, concurrency, statuses, pages } = project;
  const commentApproval = webhook?.pullRequestBuildPolicy?.requiresCommentApproval;
  return {
    name,
    sourceType: source.type,
    // For an object in a bucket, or another repository, the version names nothing that a badge could show.
    ...(sourceVersion !== undefined && source.type !== 'S3' && !reached.repositoryIsNotTheSource && { sourceVersion }),
    ...reached,
    ...(concurrency && { concurrency: { group: concurrency.group, cancelInProgress: concurrency.cancelInProgress } }),
    ...(commentApproval && { commentApproval }),
    ...(skipCi === false && { skipCi }),
    badge: {
      enabled: badge?.badgeEnabled ?? false,
      ...(badge?.branch !== undefined && { branch: badge.branch }),
      ...(badge?.label !== undefined && { label: badge.label }),
      ...(badge?.style !== undefined && { style: badge.style }),
    },
    ...(pages && { pages }),
    ...(statuses && { statuses }),
    ...(project.statusContext !== undefined && { statusContext: project.statusContext }),
    ...(link !== undefined && { link }),
  };
}

function checkStatuses({ statuses }: ProjectInput, hooks: readonly Hook[], path: YamlPath, say: Say): void {
  if (statuses === undefined || statuses === 'none' || hooks.some(({ credential }) => credential)) return;
  const at = [...path, 'statuses'];
  const [hook] = hooks;
  const change = hook
    ? statusesNeedCredential(statuses, hook.name)
    : `statuses: ${statuses} needs a hook of the project's Git host that has credential: token: add one, or remove statuses`;
  say('statuses-without-credential', at, change);
}

/** The page of every public badge links there. */
function checkLink({ link }: ProjectInput, path: YamlPath, say: Say): void {
  if (link === undefined || hideCredentials(link) === link) return;
  const { reason, change } = urlCredential([...path, 'link']);
  say('credential-in-url', [...path, 'link'], `${reason}: ${change}`);
}

function warnOfWebhook(name: string, webhook: NonNullable<ProjectInput['webhook']>, path: YamlPath, say: Say): void {
  if (webhook.payloadUrl !== undefined || webhook.url !== undefined) {
    const command = `aws codebuild delete-webhook --project-name ${name}`;
    say(
      'codebuild-webhook-exists',
      path,
      `CodeBuild's own webhook still exists, so every push builds twice: delete it with ${command}`,
    );
  }
  if (!webhook.filterGroups?.length) {
    say(
      'webhook-without-filter-groups',
      path,
      'this webhook starts no builds, since it has no filter groups: add one, for example filterGroups: [[{ type: EVENT, pattern: PUSH }]]',
    );
  }
}

/** Whether a hook's deliveries can be about the project's repository. */
export const delivers = (
  { name, host }: Hook,
  { hook, repository, scope }: Pick<Reached, 'hook' | 'repository' | 'scope'>,
): boolean => host === (repository ?? scope)?.host && (hook === undefined || hook === name);

/** A build runs the pull request's code with the project's permissions, so a single open group bypasses all others. */
function warnOfStrangers(group: readonly FilterInput[], path: YamlPath, checkPattern: CheckPattern, say: Say): void {
  if (!takesPullRequests(group)) return;
  const holes = group.flatMap((filter, index) =>
    filter.type === 'ACTOR_ACCOUNT_ID' ? [{ index, hole: holeIn(filter, checkPattern) }] : [],
  );
  if (holes.some(({ hole }) => hole === undefined)) return;
  const right = 'a pullRequestBuildPolicy with requiresCommentApproval';
  if (holes.length === 0) {
    const message = `anyone's pull requests can pass this filter group: add an ACTOR_ACCOUNT_ID filter, or ${right}`;
    say('pull-requests-of-anyone', path, message);
  }
  for (const { index, hole } of holes) {
    const message = `anyone's pull requests can pass this filter, ${hole}: list the ids that are allowed to build, for example ^(?:583231|9919)$, or add ${right}`;
    say('pull-requests-of-anyone', [...path, index], message);
  }
}

/** Why an ACTOR_ACCOUNT_ID filter protects against nobody; undefined if it lists the allowed accounts. */
function holeIn({ pattern, excludeMatchedPattern }: FilterInput, checkPattern: CheckPattern): string | undefined {
  if (excludeMatchedPattern) return 'which excludes some accounts and allows all others';
  const checked = checkPattern(pattern);
  if ('problem' in checked || listsFew(checked.pattern)) return undefined;
  return 'whose pattern does not list accounts, but matches many, or accounts without an id';
}

const hidesMessage = ({ provider }: Hook): boolean => !PROVIDER_FACTS[provider].pullRequestHasMessage;

function warnOfMessages(group: readonly FilterInput[], path: YamlPath, say: Say): void {
  const filter = group.findIndex(({ type }) => type === 'COMMIT_MESSAGE');
  if (filter === -1 || !takesPullRequests(group)) return;
  say(
    'commit-message-never-matches',
    [...path, filter],
    "this filter never matches pull requests, since the project's Git host sends no commit messages with them: remove the filter, or put pushes into a separate filter group",
  );
}
