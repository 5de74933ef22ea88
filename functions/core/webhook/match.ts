import { projectsOf, type Configuration, type Hook, type Project } from '../configuration.ts';
import { judgeGroup, type FilterVerdict, type GroupVerdict } from './filters.ts';
import { loadPatternSearch, type PatternSearch } from './pattern-search.ts';
import { refuseByProject } from './refuse-by-project.ts';
import type { RepositoryEvent } from '../repository-event.ts';

/** Whether an event starts a build of a project, and why or why not, for each filter. */
export interface ProjectVerdict {
  readonly name: string;
  readonly verdict: 'queued' | 'skipped';
  readonly reason: string;
  readonly groups: readonly GroupVerdict[];
}

/**
 * The verdict of every project of the event's repository and of the groups that contain it, for a delivery of the hook.
 */
export async function match(
  event: RepositoryEvent,
  hook: Hook,
  configuration: Configuration,
): Promise<readonly ProjectVerdict[]> {
  const projects = projectsOf(event.repository, configuration);
  const search = await loadPatternSearch(projects.flatMap(({ filterGroups }) => filterGroups?.flat() ?? []));
  return projects.map((project) => judgeProject(project, event, hook, search));
}

function judgeProject(project: Project, event: RepositoryEvent, hook: Hook, search: PatternSearch): ProjectVerdict {
  const { name, filterGroups = [] } = project;
  const skip = (reason: string, groups: readonly GroupVerdict[] = []): ProjectVerdict => ({
    name,
    verdict: 'skipped',
    reason,
    groups,
  });
  const refused = refuseByProject(project, event.repository, hook);
  if (refused !== undefined) return skip(refused);
  const groups = filterGroups.map((group) => judgeGroup(group, event, search));
  const passing = groups.findIndex(({ passed }) => passed);
  if (passing === -1) {
    return skip(groups.map((group, index) => `Group ${index + 1}: ${whyNot(group)}`).join(' '), groups);
  }
  const held = refuseByCommit(project, event) ?? refuseByPolicy(project, event);
  if (held !== undefined) return skip(held, groups);
  return { name, verdict: 'queued', reason: `Filter group ${passing + 1} passed.`, groups };
}

/** Hosts spell the marker like this, GitLab in any case: https://docs.gitlab.com/ci/pipelines/#skip-a-pipeline */
const SKIP_CI = /\[(?:skip ci|ci skip|no ci|skip codebuild)\]/i;

function refuseByCommit({ skipCi }: Project, { eventType, commitMessage }: RepositoryEvent): string | undefined {
  if (skipCi === false || eventType !== 'PUSH') return undefined;
  const marker = SKIP_CI.exec(commitMessage ?? '');
  return marker ? `The head commit's message contains ${marker[0]}.` : undefined;
}

/**
 * A fork's pull request runs a stranger's code with the project's permissions.
 * https://docs.aws.amazon.com/codebuild/latest/APIReference/API_PullRequestBuildPolicy.html
 */
function refuseByPolicy({ commentApproval }: Project, { pullRequest, fork }: RepositoryEvent): string | undefined {
  if (pullRequest === undefined || commentApproval === 'DISABLED') return undefined;
  if (commentApproval === undefined) {
    return fork ? 'Pull requests of forks start no builds unless pullRequestBuildPolicy allows it.' : undefined;
  }
  if (commentApproval === 'FORK_PULL_REQUESTS' && !fork) return undefined;
  return `Pull requests need an approval here (pullRequestBuildPolicy ${commentApproval}), but this one has none.`;
}

function whyNot({ filters }: GroupVerdict): string {
  const failed = filters.find(({ passed }) => !passed);
  return failed ? `${describe(failed)}.` : 'passed.';
}

function describe({ type, pattern, excludeMatchedPattern, value }: FilterVerdict): string {
  if (value === undefined) return `this event has no ${type}`;
  const verb = excludeMatchedPattern ? 'is excluded by' : type === 'EVENT' ? 'is not among' : 'does not match';
  return `${type} "${value.slice(0, 200)}" ${verb} ${pattern}`;
}
