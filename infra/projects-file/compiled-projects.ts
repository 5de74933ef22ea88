import type { CompiledProjects, Project } from '../../functions/core/configuration.ts';
import type { ProjectInput } from './schema/projects-file-schema.ts';

export interface ReadProject {
  /** With all of its keys. */
  readonly written: ProjectInput;
  /** As deliveries and badges find it. */
  readonly compiled: Project;
}

export interface ReadProjects extends Pick<CompiledProjects, 'hooks' | 'api'> {
  readonly projects: readonly ReadProject[];
}

/** What the functions know of a projects file. */
export const compiledProjects = ({ hooks, projects, api }: ReadProjects): CompiledProjects => ({
  hooks,
  projects: projects.map(({ compiled }) => compiled),
  ...(api && { api }),
});
