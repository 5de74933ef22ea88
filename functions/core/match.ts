import { repositoryKey, type Configuration, type Project } from './configuration.ts';
import { judgeGroup, type FilterVerdict, type GroupVerdict } from './filters.ts';
import type { RepositoryEvent } from './repository-event.ts';

/** Whether an event starts a build of a project, and why or why not, down to the filter. */
export interface ProjectVerdict {
  readonly name: string;
  readonly verdict: 'queued' | 'skipped';
  readonly reason: string;
  readonly groups: readonly GroupVerdict[];
}

/** The verdict of every project of the event's repository, in the projects file's order. */
export function match(event: RepositoryEvent, configuration: Configuration): readonly ProjectVerdict[] {
  const projects = configuration.projectsByRepository.get(repositoryKey(event.repository)) ?? [];
  return projects.map((project) => judgeProject(project, event));
}

function judgeProject({ name, filterGroups }: Project, event: RepositoryEvent): ProjectVerdict {
  if (!filterGroups) {
    return { name, verdict: 'skipped', reason: 'The project has no webhook in the projects file.', groups: [] };
  }
  const groups = filterGroups.map((group) => judgeGroup(group, event));
  const passing = groups.findIndex(({ passed }) => passed);
  if (passing !== -1) return { name, verdict: 'queued', reason: `Filter group ${passing + 1} passed.`, groups };
  const reasons = groups.map((group, index) => `Group ${index + 1}: ${whyNot(group)}`);
  return { name, verdict: 'skipped', reason: reasons.join(' ') || 'The project has no filter group.', groups };
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
