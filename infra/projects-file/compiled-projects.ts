import type { CompiledProjects, Project } from '../../functions/core/configuration.ts';
import type { ProjectInput } from './schema/projects-file-schema.ts';

export interface ReadProject {
  /** As written, with all of its keys. */
  readonly written: ProjectInput;
  /** As deliveries and badges use it. */
  readonly compiled: Project;
}

export interface ReadProjects extends Pick<CompiledProjects, 'hooks' | 'api'> {
  readonly projects: readonly ReadProject[];
}

/** The part of a projects file that the functions receive. */
export const compiledProjects = ({ hooks, projects, api }: ReadProjects): CompiledProjects => ({
  hooks,
  projects: projects.map(({ compiled }) => compiled),
  ...(api && { api }),
});
