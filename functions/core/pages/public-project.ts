import type { Project } from '../configuration.ts';

/** Undefined both for a project without public pages and for one that does not exist. */
export function publicProject(name: string, projects: ReadonlyMap<string, Project>): Project | undefined {
  const project = projects.get(name);
  return project?.pages === undefined ? undefined : project;
}
