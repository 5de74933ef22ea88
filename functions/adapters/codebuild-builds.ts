import * as v from 'valibot';
import { inBatches } from '../core/in-batches.ts';
import type { ObservedBuild, Phase } from '../core/builds/observed-build.ts';
import type { Builds } from '../core/builds/build-ports.ts';
import { STATUSES } from '../core/vocabulary.ts';
import type { AwsAccess } from './aws/aws-access.ts';
import { awsCall } from './aws/aws-call.ts';
import { CALL_LIMITS } from './aws/call-limits.ts';
import { startBuildInput } from './start-build-input.ts';

/** BatchGetBuilds takes so many ids. */
const BATCH = 100;

const maybe = <const Schema extends v.GenericSchema>(schema: Schema) => v.nullish(schema, () => undefined);
/** In seconds since 1970, with a fraction. */
const time = maybe(v.number());

const Phases = v.array(
  v.object({
    phaseType: v.string(),
    phaseStatus: maybe(v.string()),
    startTime: time,
    endTime: time,
    contexts: maybe(v.array(v.object({ statusCode: maybe(v.string()), message: maybe(v.string()) }))),
  }),
);

/** Only these fields leave CodeBuild's answer: https://docs.aws.amazon.com/codebuild/latest/APIReference/API_Build.html */
const Build = v.object({
  id: v.string(),
  projectName: v.string(),
  buildNumber: v.number(),
  buildStatus: v.picklist(STATUSES),
  currentPhase: maybe(v.string()),
  sourceVersion: maybe(v.string()),
  resolvedSourceVersion: maybe(v.string()),
  startTime: time,
  endTime: time,
  environment: maybe(
    v.object({ environmentVariables: maybe(v.array(v.object({ name: v.string(), value: maybe(v.string()) }))) }),
  ),
  phases: maybe(Phases),
  logs: maybe(v.object({ groupName: maybe(v.string()), streamName: maybe(v.string()) })),
  autoRetryConfig: maybe(v.object({ autoRetryLimit: maybe(v.number()), autoRetryNumber: maybe(v.number()) })),
});

const Started = v.object({ build: Build });
/** A build without the fields that every build has is left out. */
const Got = v.object({
  builds: v.nullish(v.array(v.fallback(v.nullable(Build), null)), []),
  buildsNotFound: v.nullish(v.array(v.string()), []),
});
const Listed = v.object({ ids: v.nullish(v.array(v.string()), []) });

export function codeBuildBuilds(access: AwsAccess, limits = CALL_LIMITS): Builds {
  const call = awsCall('codebuild', access, limits);
  return {
    async start(request) {
      return observe(v.parse(Started, await call('StartBuild', startBuildInput(request))).build);
    },

    async retry(id, idempotencyToken) {
      return observe(v.parse(Started, await call('RetryBuild', { id, idempotencyToken })).build);
    },

    async stop(buildId) {
      await call('StopBuild', { id: buildId });
    },

    async get(buildIds) {
      const found: ObservedBuild[] = [];
      const notFound: string[] = [];
      for (const ids of inBatches(buildIds, BATCH)) {
        const { builds, buildsNotFound } = v.parse(Got, await call('BatchGetBuilds', { ids }));
        found.push(...builds.flatMap((build) => (build ? observe(build) : [])));
        notFound.push(...buildsNotFound);
      }
      return { found, notFound };
    },

    async newestIds(project) {
      try {
        // No sortOrder: with more than 100 builds it is an error, and newest first is what is meant without.
        return v.parse(Listed, await call('ListBuildsForProject', { projectName: project })).ids;
      } catch (error) {
        if (error instanceof Error && error.name === 'ResourceNotFoundException') return [];
        throw error;
      }
    },
  };
}

function observe(build: v.InferOutput<typeof Build>): ObservedBuild {
  const { currentPhase, sourceVersion, resolvedSourceVersion } = build;
  const { groupName, streamName } = build.logs ?? {};
  const { autoRetryLimit = 0, autoRetryNumber = 0 } = build.autoRetryConfig ?? {};
  const variables = build.environment?.environmentVariables ?? [];
  return {
    id: build.id,
    project: build.projectName,
    number: build.buildNumber,
    status: build.buildStatus,
    ...(currentPhase !== undefined && { currentPhase }),
    ...(sourceVersion !== undefined && { sourceVersion }),
    ...(resolvedSourceVersion !== undefined && { resolvedSourceVersion }),
    environmentVariables: Object.fromEntries(variables.map(({ name, value = '' }) => [name, value])),
    ...times(build),
    ...(build.phases && { phases: build.phases.map(observePhase) }),
    ...(groupName !== undefined && streamName !== undefined && { log: { groupName, streamName } }),
    ...(autoRetryNumber < autoRetryLimit && { retriesItself: true }),
  };
}

const observePhase = (phase: v.InferOutput<typeof Phases>[number]): Phase => ({
  type: phase.phaseType,
  ...(phase.phaseStatus !== undefined && { status: phase.phaseStatus }),
  ...times(phase),
  // CodeBuild gives an empty one to each phase that went well.
  contexts: (phase.contexts ?? []).flatMap(({ statusCode, message }) =>
    statusCode || message ? [{ ...(statusCode && { statusCode }), ...(message && { message }) }] : [],
  ),
});

const times = ({
  startTime,
  endTime,
}: {
  readonly startTime?: number | undefined;
  readonly endTime?: number | undefined;
}) => ({
  ...(startTime !== undefined && { startedAt: Math.round(1000 * startTime) }),
  ...(endTime !== undefined && { endedAt: Math.round(1000 * endTime) }),
});
