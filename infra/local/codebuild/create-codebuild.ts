import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { awsJsonResponse } from '../aws/aws-json.ts';
import { AwsError, type AwsService } from '../aws/aws-service.ts';
import type { LogStream } from '../logs/log-events.ts';
import type { Report } from '../progress.ts';
import type { Account } from './state/account.ts';
import { projectCache } from './artifacts/build-cache.ts';
import type { CodeBuildEvent } from './build-events.ts';
import { createBuildQueue } from './state/build-queue.ts';
import { createBuilds, type Builds } from './state/builds.ts';
import { endProcesses } from './running/end-processes.ts';
import { logFile } from './log-file.ts';
import type { Build, ProjectDeclaration } from './model.ts';
import { operationsOn } from './operations/operations-on.ts';
import { createProjects } from './state/projects.ts';
import { removeTree } from './running/remove-tree.ts';
import type { SecretStores } from './running/resolve-variables.ts';
import { retryAutomatically } from './running/retry-automatically.ts';
import { runBuild } from './running/run-build.ts';
import { createTransitions, type Transitions } from './state/transitions.ts';

/** A CodeBuild that runs builds in shells of this machine. */
export interface CodeBuild extends AwsService {
  /** The logs of all builds that have a log, oldest first. */
  logStreams(): readonly LogStream[];
  /** Stops every build; resolves when their processes have ended and their end events are emitted. */
  stop(): Promise<void>;
}

export interface CodeBuildOptions {
  /**
   * Contains all state, and the next start reads it again: `projects`, `builds`, `logs/{uuid}.log`, `caches/{project}`,
   * and `s3/{bucket}` for sources and artifacts.
   */
  readonly directory: string;
  /** The projects that exist from the start; CreateProject adds others. */
  readonly projects: readonly ProjectDeclaration[];
  /** How many builds can run at the same time. */
  readonly concurrentBuilds?: number;
  /** How many builds can be queued. In an AWS account, it is five times as many as can run at the same time. */
  readonly queuedBuilds?: number;
  /** Receives every event in EventBridge's shape. Must not throw. */
  readonly emit: (event: CodeBuildEvent) => void;
  readonly report: Report;
  /** Provides the values of PARAMETER_STORE and SECRETS_MANAGER variables; by default there are none. */
  readonly stores?: SecretStores;
  /** The environment that contains the PATH for programs. */
  readonly environment?: NodeJS.ProcessEnv;
}

/** When this resolves, builds that an earlier process left behind have ended as FAULT. */
export async function createCodeBuild(options: CodeBuildOptions): Promise<CodeBuild> {
  const {
    directory,
    concurrentBuilds = 4,
    queuedBuilds = 100,
    stores = NO_STORES,
    environment = process.env,
    report,
  } = options;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  const projects = createProjects(join(directory, 'projects'), options.projects);
  const builds = createBuilds(join(directory, 'builds'));
  const transitions = createTransitions(builds, options.emit, report);
  await endLeftovers(builds, transitions);
  await removeTree(join(directory, 'work'));
  await mkdir(join(directory, 'logs'), { recursive: true, mode: 0o700 });
  const queue = createBuildQueue({
    concurrentBuilds,
    projectLimit: (name) => projects.get(name)?.concurrentBuildLimit,
    async run(build, signal) {
      const { artifacts } = builds.get(build.id)!;
      await runBuild(build, artifacts, signal, { directory, environment, stores, transitions: retrying, report });
    },
    endQueued(build, end) {
      transitions.leave(build, end);
      transitions.complete(build, end.status);
    },
  });
  const account: Account = {
    projects,
    builds,
    queue,
    transitions,
    clearCache: (name) => removeTree(projectCache(name, join(directory, 'caches'))),
    queueLimit: queuedBuilds,
  };
  // Immediately, so that whoever learns of the end already finds the next build.
  const retrying: Transitions = {
    ...transitions,
    complete(build, status) {
      transitions.complete(build, status);
      try {
        retryAutomatically(build, account);
      } catch (error) {
        report({ type: 'problem', part: build.projectName, message: (error as Error).message });
      }
    },
  };
  const operations = operationsOn(account);
  let stopped = false;
  return {
    signingName: 'codebuild',
    logStreams: () => builds.list().flatMap(({ build }) => logStream(build, directory) ?? []),
    async handle(request) {
      if (stopped) throw new AwsError('ServiceUnavailableException', 'CodeBuild was stopped.', 503);
      return awsJsonResponse('CodeBuild_20161006', operations, request);
    },
    async stop() {
      stopped = true;
      await queue.endAll({ status: 'STOPPED' });
    },
  };
}

const NO_STORES: SecretStores = { parameter: () => undefined, secret: () => undefined };

function logStream({ id, logs, startTime }: Build, directory: string): LogStream | undefined {
  const { groupName, streamName } = logs;
  if (!groupName || !streamName) return undefined;
  return { groupName, streamName, file: logFile(directory, id), createdAt: startTime * 1000 };
}

async function endLeftovers(builds: Builds, transitions: Transitions): Promise<void> {
  const unended = builds.list().filter(({ build }) => !build.buildComplete);
  for (const { build } of unended) {
    await endProcesses(build.id, new Set());
    const context = { statusCode: 'INTERNAL_ERROR', message: 'CodeBuild ended while the build ran' };
    if (build.phases.at(-1)?.endTime === undefined) transitions.leave(build, { status: 'FAULT', context });
    transitions.complete(build, 'FAULT');
  }
}
