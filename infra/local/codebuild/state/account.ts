import type { BuildQueue } from './build-queue.ts';
import type { Builds } from './builds.ts';
import type { Projects } from './projects.ts';
import type { Transitions } from './transitions.ts';

/** Everything that the operations work with. */
export interface Account {
  readonly projects: Projects;
  readonly builds: Builds;
  readonly queue: BuildQueue;
  readonly transitions: Transitions;
  /** Deletes the cache of a project's builds. */
  readonly clearCache: (projectName: string) => Promise<void>;
  /** How many builds can be queued. */
  readonly queueLimit: number;
}
