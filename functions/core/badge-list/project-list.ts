import type { BuildState, BuildStates } from '../badge/badge-state.ts';
import { ownRow } from '../badge/own-row.ts';
import { endedOf } from '../builds/newest-builds.ts';
import type { RowKey } from '../builds/row-keys.ts';
import type { Project } from '../configuration.ts';
import { keptValue } from '../kept-value.ts';

const KEPT_MS = 30_000;

export interface ListedProject {
  readonly project: Project;
  readonly newest?: BuildState;
  /** The newest build that has ended. */
  readonly ended?: BuildState;
}

export interface ProjectPage {
  readonly projects: readonly ListedProject[];
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  /** False if the table could not be read; then these are the states that were read last, or none. */
  readonly isCurrent: boolean;
}

export interface ProjectList {
  /** The nearest page, if the requested one does not exist. `now` is in milliseconds since 1970. */
  read(page: number, now: number): Promise<ProjectPage>;
  /** The project and its page, if it is public. */
  find(name: string): { readonly project: Project; readonly page: number } | undefined;
}

interface Ports {
  readonly readRows: (keys: readonly RowKey[]) => Promise<readonly (BuildStates | undefined)[]>;
  readonly onError: (error: unknown) => void;
}

/**
 * The public projects in alphabetical order with their states, which are read at most once per 30 seconds.
 *
 * @param size how many projects a page has
 */
export function projectList(projects: Iterable<Project>, size: number, { readRows, onError }: Ports): ProjectList {
  const listed = [...projects]
    .filter(({ badge }) => badge.enabled)
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const pages = Math.max(1, Math.ceil(listed.length / size));
  const projectsOf = (page: number): readonly Project[] => listed.slice((page - 1) * size, page * size);
  const statesOf = Array.from({ length: pages }, (_, index) =>
    keptValue(() => readRows(projectsOf(index + 1).map(keyOf))),
  );

  return {
    async read(wanted, now) {
      const page = Math.min(Math.max(1, Math.trunc(wanted) || 1), pages);
      const kept = statesOf[page - 1]!;
      const current = await kept.read(now, KEPT_MS).catch(onError);
      const states = current ?? kept.last()?.value ?? [];
      const projects = projectsOf(page).map((project, index) => {
        const builds = states[index];
        const ended = builds && endedOf(builds);
        return { project, ...(builds && { newest: builds.newest }), ...(ended && { ended }) };
      });
      return { projects, page, pages, isCurrent: current !== undefined };
    },
    find(name) {
      const index = listed.findIndex((project) => project.name === name);
      const project = listed[index];
      return project && { project, page: Math.floor(index / size) + 1 };
    },
  };
}

const keyOf = (project: Project): RowKey => ({ project: project.name, row: ownRow(project) });
