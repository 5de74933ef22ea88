import type { Hook, Project } from '../configuration.ts';
import type { RepositoryEvent } from '../repository-event.ts';

/** Why a delivery of this hook, about this repository, is not for a project at all. */
export function refuseByProject(
  { filterGroups, hook: onlyHook, repositoryId }: Project,
  repository: RepositoryEvent['repository'],
  hook: Hook,
): string | undefined {
  if (!filterGroups) return 'The project has no webhook in the projects file.';
  if (filterGroups.length === 0) return 'The project has no filter group.';
  if (onlyHook !== undefined && onlyHook !== hook.name) {
    return `The project takes deliveries of the hook ${onlyHook} alone.`;
  }
  if (repositoryId !== undefined && repositoryId !== repository.id) {
    return `The repository's id is ${repository.id}, and the project's repositoryId another one.`;
  }
  return undefined;
}
