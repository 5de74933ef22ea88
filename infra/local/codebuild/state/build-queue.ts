import type { Build } from '../model.ts';
import type { PhaseEnd } from './transitions.ts';

/** The queued and the running builds. */
export interface BuildQueue {
  /** The number of queued builds. */
  readonly length: number;
  add(build: Build): void;
  /** Ends a queued or running build and resolves when it has ended; resolves immediately for any other build. */
  end(id: string, end: PhaseEnd): Promise<void>;
  /** Ends every build. */
  endAll(end: PhaseEnd): Promise<void>;
}

export interface BuildQueueOptions {
  /** How many builds can run at the same time. */
  readonly concurrentBuilds: number;
  /** How many builds of the project can run at the same time, if it has its own limit. */
  readonly projectLimit: (projectName: string) => number | undefined;
  /** Runs a build to its end. The reason of the aborted signal is a PhaseEnd. */
  readonly run: (build: Build, signal: AbortSignal) => Promise<void>;
  /** Called when a build ended before it ran. */
  readonly endQueued: (build: Build, end: PhaseEnd) => void;
}

interface RunningBuild {
  readonly build: Build;
  readonly controller: AbortController;
  readonly ended: Promise<void>;
}

const QUEUE_TIMED_OUT: PhaseEnd = {
  status: 'TIMED_OUT',
  context: { statusCode: 'QUEUED_TIMED_OUT', message: 'Build has timed out while it was queued. ' },
};
const BUILD_TIMED_OUT: PhaseEnd = {
  status: 'TIMED_OUT',
  context: { statusCode: 'BUILD_TIMED_OUT', message: 'Build has timed out. ' },
};

/** First come, first served, except that a build whose project is at its limit lets others pass. */
export function createBuildQueue({ concurrentBuilds, projectLimit, run, endQueued }: BuildQueueOptions): BuildQueue {
  const waiting = new Map<string, { readonly build: Build; readonly timeout: NodeJS.Timeout }>();
  const running = new Map<string, RunningBuild>();

  const mayRun = ({ projectName }: Build): boolean => {
    const limit = projectLimit(projectName) ?? Infinity;
    return [...running.values()].filter(({ build }) => build.projectName === projectName).length < limit;
  };

  function startNext(): void {
    for (const { build } of waiting.values()) {
      if (running.size >= concurrentBuilds) return;
      if (mayRun(build)) start(build);
    }
  }

  function start(build: Build): void {
    remove(build.id);
    const controller = new AbortController();
    const timeout = setTimeout(() => controller.abort(BUILD_TIMED_OUT), build.timeoutInMinutes * 60_000);
    const ended = run(build, controller.signal).finally(() => {
      clearTimeout(timeout);
      running.delete(build.id);
      startNext();
    });
    running.set(build.id, { build, controller, ended });
  }

  function remove(id: string): void {
    clearTimeout(waiting.get(id)?.timeout);
    waiting.delete(id);
  }

  async function end(id: string, how: PhaseEnd): Promise<void> {
    const queued = waiting.get(id);
    if (queued) {
      remove(id);
      endQueued(queued.build, how);
    }
    const started = running.get(id);
    started?.controller.abort(how);
    await started?.ended;
  }

  return {
    get length() {
      return waiting.size;
    },
    add(build) {
      const timeout = setTimeout(() => void end(build.id, QUEUE_TIMED_OUT), build.queuedTimeoutInMinutes * 60_000);
      waiting.set(build.id, { build, timeout });
      // Later, so that whoever adds a build still sees it queued.
      setImmediate(startNext);
    },
    end,
    // Queued builds first; otherwise they would start when the others end.
    endAll: async (how) => void (await Promise.all([...waiting.keys(), ...running.keys()].map((id) => end(id, how)))),
  };
}
