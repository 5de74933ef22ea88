import type { BuildQueue } from './build-queue.ts';
import type { Builds } from './builds.ts';
import type { Projects } from './projects.ts';
import type { Transitions } from './transitions.ts';

/** All that the operations work on. */
export interface Account {
  readonly projects: Projects;
  readonly builds: Builds;
  readonly queue: BuildQueue;
  readonly transitions: Transitions;
  /** Forgets what builds of a project kept for the next one. */
  readonly clearCache: (projectName: string) => Promise<void>;
  /** How many builds may wait. */
  readonly queueLimit: number;
}
