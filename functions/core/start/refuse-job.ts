import { projectsOf, type Configuration, type Hook, type Project } from '../configuration.ts';
import type { Job } from './job.ts';
import { refuseByProject } from '../webhook/refuse-by-project.ts';

/**
 * Why the webhook cannot have made a job with the same configuration; undefined where it can. Messages are not trusted:
 * otherwise, whoever can write to the queue could start any project's build of any repository.
 */
export function refuseJob(
  { provider, repository }: Job,
  project: Project,
  hook: Hook,
  configuration: Configuration,
): string | undefined {
  if (provider !== hook.provider)
    return `The job's provider is ${provider}, but its hook ${hook.name} is for ${hook.provider}.`;
  if (repository.host !== hook.host) {
    return `The job's repository is at ${repository.host}, but its hook ${hook.name} is for ${hook.host}.`;
  }
  if (!projectsOf(repository, configuration).some(({ name }) => name === project.name)) {
    return `The repository ${repository.fullName} is neither the repository of the project ${project.name} nor in its scope.`;
  }
  return refuseByProject(project, repository, hook);
}
