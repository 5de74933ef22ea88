import {
  BatchGetBuildsCommand,
  CodeBuildClient,
  ListBuildsForProjectCommand,
  RetryBuildCommand,
  StartBuildCommand,
  StopBuildCommand,
  type Build,
  type BuildPhase,
} from '@aws-sdk/client-codebuild';
import type { ObservedBuild, Phase } from '../core/observed-build.ts';
import type { Builds } from '../core/ports.ts';
import { STATUSES } from '../core/vocabulary.ts';
import { clientSettings } from './client-settings.ts';

/** BatchGetBuilds takes so many ids. */
const BATCH = 100;

export function codeBuildBuilds(client = new CodeBuildClient(clientSettings)): Builds {
  return {
    async start({ project, sourceVersion, environmentVariables, idempotencyToken }) {
      const { build } = await client.send(
        new StartBuildCommand({
          projectName: project,
          ...(sourceVersion !== undefined && { sourceVersion }),
          environmentVariablesOverride: environmentVariables.map(({ name, value }) => ({
            name,
            value,
            type: 'PLAINTEXT',
          })),
          idempotencyToken,
        }),
      );
      return observeStarted(build);
    },

    async retry(id, idempotencyToken) {
      const { build } = await client.send(new RetryBuildCommand({ id, idempotencyToken }));
      return observeStarted(build);
    },

    async stop(buildId) {
      await client.send(new StopBuildCommand({ id: buildId }));
    },

    async get(buildIds) {
      const found: ObservedBuild[] = [];
      const notFound: string[] = [];
      for (let from = 0; from < buildIds.length; from += BATCH) {
        const ids = buildIds.slice(from, from + BATCH);
        const answer = await client.send(new BatchGetBuildsCommand({ ids }));
        found.push(...(answer.builds ?? []).flatMap((build) => observe(build) ?? []));
        notFound.push(...(answer.buildsNotFound ?? []));
      }
      return { found, notFound };
    },

    async newestIds(project) {
      try {
        // No sortOrder: with more than 100 builds it is an error, and newest first is what is meant without.
        const { ids } = await client.send(new ListBuildsForProjectCommand({ projectName: project }));
        return ids ?? [];
      } catch (error) {
        if (error instanceof Error && error.name === 'ResourceNotFoundException') return [];
        throw error;
      }
    },
  };
}

function observeStarted(build: Build | undefined): ObservedBuild {
  const observed = build && observe(build);
  if (!observed) throw new Error('CodeBuild answered without a build that can be read.');
  return observed;
}

/** Only these fields leave CodeBuild's answer. Undefined for a build without the fields that every build has. */
function observe(build: Build): ObservedBuild | undefined {
  const { id, projectName, buildNumber, currentPhase, sourceVersion, resolvedSourceVersion, startTime, endTime } =
    build;
  const status = STATUSES.find((known) => known === build.buildStatus);
  if (id === undefined || projectName === undefined || buildNumber === undefined || !status) return undefined;
  const { groupName, streamName } = build.logs ?? {};
  const { autoRetryLimit = 0, autoRetryNumber = 0 } = build.autoRetryConfig ?? {};
  const variables = build.environment?.environmentVariables ?? [];
  return {
    id,
    project: projectName,
    number: buildNumber,
    status,
    ...(currentPhase !== undefined && { currentPhase }),
    ...(sourceVersion !== undefined && { sourceVersion }),
    ...(resolvedSourceVersion !== undefined && { resolvedSourceVersion }),
    environmentVariables: Object.fromEntries(variables.map(({ name, value }) => [name ?? '', value ?? ''])),
    ...(startTime && { startedAt: startTime.getTime() }),
    ...(endTime && { endedAt: endTime.getTime() }),
    ...(build.phases && { phases: build.phases.map(observePhase) }),
    ...(groupName !== undefined && streamName !== undefined && { log: { groupName, streamName } }),
    ...(autoRetryNumber < autoRetryLimit && { retriesItself: true }),
  };
}

const observePhase = ({ phaseType, phaseStatus, startTime, endTime, contexts = [] }: BuildPhase): Phase => ({
  type: phaseType ?? 'UNKNOWN',
  ...(phaseStatus !== undefined && { status: phaseStatus }),
  ...(startTime && { startedAt: startTime.getTime() }),
  ...(endTime && { endedAt: endTime.getTime() }),
  // CodeBuild gives an empty one to each phase that went well.
  contexts: contexts.flatMap(({ statusCode, message }) =>
    statusCode || message ? [{ ...(statusCode && { statusCode }), ...(message && { message }) }] : [],
  ),
});
