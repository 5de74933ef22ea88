import type { Build, BuildPhase } from '@aws-sdk/client-codebuild';
import { inBatches } from '../core/in-batches.ts';
import type { ObservedBuild, Phase } from '../core/builds/observed-build.ts';
import type { AccountBuilds, Builds } from '../core/builds/build-ports.ts';
import { STATUSES } from '../core/vocabulary.ts';
import type { AwsAccess } from './aws/aws-access.ts';
import { CALL_LIMITS } from './aws/call-limits.ts';
import type { CodeBuildCalls } from './codebuild-client.ts';
import { startBuildInput } from './start-build-input.ts';

/** BatchGetBuilds accepts at most this many ids. */
const BATCH = 100;

/**
 * Builds, through the SDK's CodeBuild client. CodeBuild is what this project is about, so the inputs are typed, and the
 * SDK handles retries, clock skew and every partition. The first call loads the client, so a request that does not need
 * CodeBuild does not pay for it.
 */
export function codeBuildBuilds(access: AwsAccess, limits = CALL_LIMITS): Builds & AccountBuilds {
  let loading: Promise<CodeBuildCalls> | undefined;
  const calls = (): Promise<CodeBuildCalls> =>
    (loading ??= import('./codebuild-client.ts').then(({ codeBuildClient }) => codeBuildClient(access, limits)));
  return {
    async start(request) {
      const { build } = await (await calls()).startBuild(startBuildInput(request));
      return observeStarted(build);
    },

    async retry(id, idempotencyToken) {
      const { build } = await (await calls()).retryBuild({ id, idempotencyToken });
      return observeStarted(build);
    },

    async stop(buildId) {
      await (await calls()).stopBuild(buildId);
    },

    async get(buildIds) {
      const { batchGetBuilds } = await calls();
      const found: ObservedBuild[] = [];
      const notFound: string[] = [];
      for (const ids of inBatches(buildIds, BATCH)) {
        const { builds = [], buildsNotFound = [] } = await batchGetBuilds({ ids: [...ids] });
        found.push(...builds.flatMap((build) => observe(build) ?? []));
        notFound.push(...buildsNotFound);
      }
      return { found, notFound };
    },

    async newestIds(project) {
      try {
        const { ids = [] } = await (await calls()).listBuildsForProject(project);
        return ids;
      } catch (error) {
        if (error instanceof Error && error.name === 'ResourceNotFoundException') return [];
        throw error;
      }
    },

    async listedIds() {
      const { ids = [] } = await (await calls()).listBuilds();
      return ids;
    },
  };
}

function observeStarted(build: Build | undefined): ObservedBuild {
  const observed = build && observe(build);
  if (!observed) throw new Error('CodeBuild started a build, but its response has no id, number or status.');
  return observed;
}

/**
 * Undefined if a field that every build has is missing.
 * https://docs.aws.amazon.com/codebuild/latest/APIReference/API_Build.html
 */
function observe(build: Build): ObservedBuild | undefined {
  const { id, projectName: project, buildNumber: number, currentPhase, sourceVersion, resolvedSourceVersion } = build;
  const status = STATUSES.find((known) => known === build.buildStatus);
  if (id === undefined || project === undefined || number === undefined || status === undefined) return undefined;
  const { groupName, streamName } = build.logs ?? {};
  const { autoRetryLimit = 0, autoRetryNumber = 0 } = build.autoRetryConfig ?? {};
  const variables = build.environment?.environmentVariables ?? [];
  return {
    id,
    project,
    number,
    status,
    ...(currentPhase !== undefined && { currentPhase }),
    ...(sourceVersion !== undefined && { sourceVersion }),
    ...(resolvedSourceVersion !== undefined && { resolvedSourceVersion }),
    environmentVariables: Object.fromEntries(
      variables.flatMap(({ name, value = '' }) => (name === undefined ? [] : [[name, value]])),
    ),
    ...times(build),
    ...(build.initiator !== undefined && { initiator: build.initiator }),
    ...(build.phases && { phases: build.phases.flatMap(observePhase) }),
    ...(groupName !== undefined && streamName !== undefined && { log: { groupName, streamName } }),
    ...(autoRetryNumber < autoRetryLimit && { retriesItself: true }),
  };
}

const observePhase = (phase: BuildPhase): readonly Phase[] =>
  phase.phaseType === undefined
    ? []
    : [
        {
          type: phase.phaseType,
          ...(phase.phaseStatus !== undefined && { status: phase.phaseStatus }),
          ...times(phase),
          // CodeBuild gives each successful phase an empty one.
          contexts: (phase.contexts ?? []).flatMap(({ statusCode, message }) =>
            statusCode || message ? [{ ...(statusCode && { statusCode }), ...(message && { message }) }] : [],
          ),
        },
      ];

const times = ({ startTime, endTime }: Pick<Build, 'startTime' | 'endTime'>) => ({
  ...(startTime !== undefined && { startedAt: startTime.getTime() }),
  ...(endTime !== undefined && { endedAt: endTime.getTime() }),
});
