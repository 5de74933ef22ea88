import {
  BatchGetBuildsCommand,
  CodeBuildClient,
  ListBuildsCommand,
  ListBuildsForProjectCommand,
  RetryBuildCommand,
  StartBuildCommand,
  StopBuildCommand,
  type BatchGetBuildsCommandInput,
  type BatchGetBuildsCommandOutput,
  type ListBuildsCommandOutput,
  type ListBuildsForProjectCommandOutput,
  type RetryBuildCommandInput,
  type RetryBuildCommandOutput,
  type StartBuildCommandOutput,
} from '@aws-sdk/client-codebuild';
import type { AwsAccess } from './aws/aws-access.ts';
import type { CallLimits } from './aws/aws-call.ts';
import type { SentInput } from './start-build-input.ts';

/** The CodeBuild calls that Pushlight makes, through the SDK. */
export interface CodeBuildCalls {
  readonly startBuild: (input: SentInput) => Promise<StartBuildCommandOutput>;
  readonly retryBuild: (input: RetryBuildCommandInput) => Promise<RetryBuildCommandOutput>;
  readonly stopBuild: (id: string) => Promise<unknown>;
  readonly batchGetBuilds: (input: BatchGetBuildsCommandInput) => Promise<BatchGetBuildsCommandOutput>;
  readonly listBuilds: () => Promise<ListBuildsCommandOutput>;
  readonly listBuildsForProject: (projectName: string) => Promise<ListBuildsForProjectCommandOutput>;
}

/** Only the commands used here are bundled. Import this file lazily, when CodeBuild is called. */
export function codeBuildClient(access: AwsAccess, { deadlineMilliseconds, attempts }: CallLimits): CodeBuildCalls {
  const endpoint = access.endpointUrls?.['codebuild'];
  const client = new CodeBuildClient({
    region: access.region,
    credentials: access.credentials,
    ...(endpoint !== undefined && { endpoint }),
    maxAttempts: attempts,
    // Without this, the SDK reads the configuration files in the home folder.
    retryMode: 'standard',
    defaultsMode: 'standard',
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    requestHandler: {
      connectionTimeout: deadlineMilliseconds,
      requestTimeout: deadlineMilliseconds,
      // For a response that stops half-way.
      socketTimeout: deadlineMilliseconds,
      // By default, the SDK only warns about a request that takes too long.
      throwOnRequestTimeout: true,
    },
  });
  return {
    startBuild: (input) => client.send(new StartBuildCommand(input)),
    retryBuild: (input) => client.send(new RetryBuildCommand(input)),
    stopBuild: (id) => client.send(new StopBuildCommand({ id })),
    batchGetBuilds: (input) => client.send(new BatchGetBuildsCommand(input)),
    listBuilds: () => client.send(new ListBuildsCommand()),
    // No sortOrder: with more than 100 builds it causes an error, and newest first is the default.
    listBuildsForProject: (projectName) => client.send(new ListBuildsForProjectCommand({ projectName })),
  };
}
