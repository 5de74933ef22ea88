import type { Hook, Project } from '../configuration.ts';
import type { RepositoryEvent } from '../repository-event.ts';

/** Why a delivery of this hook, about this repository, does not concern a project. */
export function refuseByProject(
  { filterGroups, hook: onlyHook, repositoryId }: Project,
  repository: RepositoryEvent['repository'],
  hook: Hook,
): string | undefined {
  if (!filterGroups) return 'The project has no webhook in the projects file.';
  if (filterGroups.length === 0) return 'The webhook of the project has no filter groups.';
  if (onlyHook !== undefined && onlyHook !== hook.name) {
    return `The project only accepts deliveries of the hook "${onlyHook}".`;
  }
  if (repositoryId !== undefined && repositoryId !== repository.id) {
    return `The repository has the id ${repository.id}, but the project has a different repositoryId.`;
  }
  return undefined;
}
