import type { StartBuildInput } from '@aws-sdk/client-codebuild';
import type { StartRequest } from '../core/builds/build-ports.ts';

/**
 * Everything that Pushlight ever sends to StartBuild. Its roles are denied every other override that IAM can
 * distinguish.
 */
export type SentInput = Pick<
  StartBuildInput,
  | 'projectName'
  | 'sourceVersion'
  | 'environmentVariablesOverride'
  | 'reportBuildStatusOverride'
  | 'buildStatusConfigOverride'
  | 'idempotencyToken'
>;

export const startBuildInput = (request: StartRequest): SentInput => ({
  projectName: request.project,
  sourceVersion: request.sourceVersion,
  environmentVariablesOverride: request.environmentVariables.map(({ name, value }) => ({
    name,
    value,
    type: 'PLAINTEXT',
  })),
  ...(request.report && reportOverrides(request.report)),
  idempotencyToken: request.idempotencyToken,
});

const reportOverrides = ({ send, context, targetUrl }: NonNullable<StartRequest['report']>) => ({
  reportBuildStatusOverride: send,
  ...(context !== undefined && {
    buildStatusConfigOverride: { context, ...(targetUrl !== undefined && { targetUrl }) },
  }),
});
