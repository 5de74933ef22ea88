import { projectsOf, type Configuration, type Hook, type Project } from '../configuration.ts';
import type { Job } from './job.ts';
import { refuseByProject } from '../webhook/refuse-by-project.ts';

/**
 * Why the webhook cannot have made a job, by the same configuration; undefined where it can have. A message is not
 * believed: whoever can write to the queue would start any project's build of any repository.
 */
export function refuseJob(
  { provider, repository }: Job,
  project: Project,
  hook: Hook,
  configuration: Configuration,
): string | undefined {
  if (provider !== hook.provider) return `The job is of ${provider}, and its hook ${hook.name} of ${hook.provider}.`;
  if (repository.host !== hook.host) {
    return `The job's repository is at ${repository.host}, and its hook ${hook.name} at ${hook.host}.`;
  }
  if (!projectsOf(repository, configuration).some(({ name }) => name === project.name)) {
    return `The repository ${repository.fullName} is not the one of the project ${project.name}, nor inside its scope.`;
  }
  return refuseByProject(project, repository, hook);
}
