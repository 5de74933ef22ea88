import { AwsError, type AwsRequest, type AwsService } from '../../infra/local/aws/aws-service.ts';

interface StartBuild {
  readonly projectName: string;
  readonly idempotencyToken: string;
  readonly sourceVersion?: string;
  readonly reportBuildStatusOverride?: boolean;
  readonly buildStatusConfigOverride?: { readonly context?: string; readonly targetUrl?: string };
  readonly environmentVariablesOverride: readonly { readonly name: string; readonly value: string }[];
}

interface StartedBuild {
  readonly id: string;
  readonly projectName: string;
  readonly buildNumber: number;
  readonly buildStatus: string;
  readonly currentPhase: string;
  readonly startTime: number;
  readonly sourceVersion?: string;
  readonly resolvedSourceVersion?: string;
  readonly environment: { readonly environmentVariables: StartBuild['environmentVariablesOverride'] };
  readonly phases: readonly object[];
  readonly logs: { readonly groupName: string; readonly streamName: string };
}

/**
 * What StartBuild does with its next request: refuse it, or start the build and lose the response. An input is refused
 * with a report to the Git host and without, or only with one (`ofReport`).
 */
type Fault = { readonly refuse: string; readonly ofReport?: true } | 'lose the response';

/** The log group of all builds; each has a stream named by its uuid. */
export const LOG_GROUP = '/aws/codebuild/scripted';

/** CodeBuild's protocol without builds: remembers what was started, and fails on request. */
export interface ScriptedCodeBuild extends AwsService {
  readonly requests: readonly StartBuild[];
  /** Newest first. */
  readonly started: readonly StartedBuild[];
  readonly faults: Fault[];
  /** The errors with which StopBuild refuses, request by request. */
  readonly stopFaults: { readonly refuse: string }[];
  /** The error that refuses every request for a build of a project, including other builds in the same batch. */
  readonly refusedProjects: Map<string, string>;
  /** Makes ListBuilds fail with this error from now on. */
  refuseToList(error: string | undefined): void;
  /** Idempotency tokens are remembered for only five minutes. */
  forgetTokens(): void;
  /** Builds that were deleted, with their numbers. */
  forgetBuilds(): void;
  end(buildId: string, buildStatus: string): void;
  /** Finds the commit of a build's source version. */
  resolve(buildId: string, resolvedSourceVersion: string): void;
}

export function scriptedCodeBuild(): ScriptedCodeBuild {
  const requests: StartBuild[] = [];
  const faults: Fault[] = [];
  const stopFaults: { readonly refuse: string }[] = [];
  const refusedProjects = new Map<string, string>();
  const tokens = new Map<string, StartedBuild>();
  let builds: StartedBuild[] = [];
  let ids = 0;
  let listFault: string | undefined;

  function startBuild(request: StartBuild): object {
    requests.push(request);
    const [fault] = faults;
    const staysRefused = typeof fault === 'object' && fault.refuse === 'InvalidInputException' && !fault.ofReport;
    if (!staysRefused || request.reportBuildStatusOverride === undefined) faults.shift();
    if (typeof fault === 'object') throw new AwsError(fault.refuse, 'as the test says');
    const build = tokens.get(request.idempotencyToken) ?? newBuild(request);
    if (fault === 'lose the response') throw new AwsError('InternalServerError', 'the response is lost', 500);
    return { build };
  }

  function newBuild({
    projectName,
    idempotencyToken,
    sourceVersion,
    environmentVariablesOverride,
  }: StartBuild): StartedBuild {
    const number = builds.filter((each) => each.projectName === projectName).length + 1;
    const streamName = `00000000-0000-4000-8000-${String((ids += 1)).padStart(12, '0')}`;
    const startTime = Date.now() / 1000;
    const build: StartedBuild = {
      id: `${projectName}:${streamName}`,
      projectName,
      buildNumber: number,
      buildStatus: 'IN_PROGRESS',
      currentPhase: 'QUEUED',
      startTime,
      ...(sourceVersion !== undefined && { sourceVersion }),
      environment: { environmentVariables: environmentVariablesOverride },
      phases: [{ phaseType: 'QUEUED', startTime }],
      logs: { groupName: LOG_GROUP, streamName },
    };
    tokens.set(idempotencyToken, build);
    builds = [build, ...builds];
    return build;
  }

  function end(buildId: string, buildStatus: string): void {
    builds = builds.map((build) =>
      build.id === buildId ? { ...build, buildStatus, currentPhase: 'COMPLETED', endTime: Date.now() / 1000 } : build,
    );
  }

  function stopBuild({ id }: { readonly id: string }): object {
    const fault = stopFaults.shift();
    if (fault) throw new AwsError(fault.refuse, 'as the test says');
    end(id, 'STOPPED');
    return { build: builds.find((build) => build.id === id) };
  }

  function retryBuild({ id, idempotencyToken }: { readonly id: string; readonly idempotencyToken: string }): object {
    const build = builds.find((each) => each.id === id);
    if (!build) throw new AwsError('ResourceNotFoundException', 'no such build');
    const { environmentVariables } = build.environment;
    return startBuild({
      projectName: build.projectName,
      idempotencyToken,
      ...(build.sourceVersion !== undefined && { sourceVersion: build.sourceVersion }),
      environmentVariablesOverride: environmentVariables,
    });
  }

  function checkAccess(projectName: string): void {
    const refusal = refusedProjects.get(projectName);
    if (refusal !== undefined) throw new AwsError(refusal, `as the test says of ${projectName}`);
  }

  /** The first page of the whole account. */
  function listBuilds(): object {
    if (listFault !== undefined) throw new AwsError(listFault, 'as the test says');
    const ids = builds.slice(0, 100).map(({ id }) => id);
    return { ids, ...(builds.length > 100 && { nextToken: 'more' }) };
  }

  function listBuildsForProject({ projectName }: { readonly projectName: string }): object {
    checkAccess(projectName);
    return { ids: builds.filter((build) => build.projectName === projectName).map(({ id }) => id) };
  }

  function batchGetBuilds({ ids }: { readonly ids: readonly string[] }): object {
    if (ids.length < 1 || ids.length > 100) throw new AwsError('InvalidInputException', `${ids.length} ids`);
    for (const id of ids) checkAccess(id.split(':')[0] ?? '');
    return {
      builds: builds.filter(({ id }) => ids.includes(id)),
      buildsNotFound: ids.filter((id) => !builds.some((build) => build.id === id)),
    };
  }

  const operations: Readonly<Record<string, (input: never) => object>> = {
    StartBuild: startBuild,
    RetryBuild: retryBuild,
    StopBuild: stopBuild,
    BatchGetBuilds: batchGetBuilds,
    ListBuilds: listBuilds,
    ListBuildsForProject: listBuildsForProject,
  };

  return {
    signingName: 'codebuild',
    requests,
    faults,
    stopFaults,
    refusedProjects,
    refuseToList: (error) => (listFault = error),
    get started() {
      return builds;
    },
    forgetTokens: () => tokens.clear(),
    forgetBuilds: () => (builds = []),
    end,
    resolve(buildId, resolvedSourceVersion) {
      builds = builds.map((build) => (build.id === buildId ? { ...build, resolvedSourceVersion } : build));
    },
    async handle({ headers, body }: AwsRequest) {
      const operation = operations[headers['x-amz-target']?.split('.')[1] ?? ''];
      if (!operation) throw new AwsError('UnknownOperationException', 'not scripted');
      const response = operation(JSON.parse(body.toString()) as never);
      return { status: 200, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify(response) };
    },
  };
}
