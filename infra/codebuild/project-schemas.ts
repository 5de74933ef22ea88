import {
  ArtifactNamespace,
  ArtifactPackaging,
  ArtifactsType,
  BatchReportModeType,
  BucketOwnerAccess,
  CacheMode,
  CacheType,
  ComputeType,
  CredentialProviderType,
  EnvironmentType,
  EnvironmentVariableType,
  FileSystemType,
  HostKernel,
  ImagePullCredentialsType,
  LogsConfigStatusType,
  MachineType,
  SourceAuthType,
} from '@aws-sdk/client-codebuild';
import * as v from 'valibot';
import {
  buildTimeout,
  cloneDepth,
  integer,
  listOf,
  nonEmpty,
  oneOf,
  queuedTimeout,
  sourceType,
  text,
} from './input-schemas.ts';

/**
 * The structures of projects and builds, as in the service's model. Members that are not in the model are dropped, as
 * the service does.
 * Source: https://docs.aws.amazon.com/codebuild/latest/APIReference/API_Types.html
 */

const optionalText = v.optional(v.string());
const optionalFlag = v.optional(v.boolean());

export const sourceAuth = v.object({ type: oneOf(SourceAuthType), resource: optionalText });
export const gitSubmodulesConfig = v.object({ fetchSubmodules: v.boolean() });
export const buildStatusConfig = v.object({ context: optionalText, targetUrl: optionalText });

export const source = v.object({
  type: sourceType,
  location: optionalText,
  gitCloneDepth: v.optional(cloneDepth),
  gitSubmodulesConfig: v.optional(gitSubmodulesConfig),
  buildspec: optionalText,
  auth: v.optional(sourceAuth),
  reportBuildStatus: optionalFlag,
  buildStatusConfig: v.optional(buildStatusConfig),
  insecureSsl: optionalFlag,
  sourceIdentifier: optionalText,
});
export const secondarySources = listOf(source, 12);
export const secondarySourceVersions = listOf(
  v.object({ sourceIdentifier: v.string(), sourceVersion: v.string() }),
  12,
);

export const artifacts = v.object({
  type: oneOf(ArtifactsType),
  location: optionalText,
  path: optionalText,
  namespaceType: v.optional(oneOf(ArtifactNamespace)),
  name: optionalText,
  packaging: v.optional(oneOf(ArtifactPackaging)),
  overrideArtifactName: optionalFlag,
  encryptionDisabled: optionalFlag,
  artifactIdentifier: optionalText,
  bucketOwnerAccess: v.optional(oneOf(BucketOwnerAccess)),
});
export const secondaryArtifacts = listOf(artifacts, 12);

export const environmentVariables = v.array(
  v.object({ name: nonEmpty, value: v.string(), type: v.optional(oneOf(EnvironmentVariableType)) }),
);
export const registryCredential = v.object({
  credential: nonEmpty,
  credentialProvider: oneOf(CredentialProviderType),
});
export const fleet = v.object({ fleetArn: optionalText });

export const environment = v.object({
  type: oneOf(EnvironmentType),
  image: nonEmpty,
  computeType: oneOf(ComputeType),
  computeConfiguration: v.optional(
    v.object({
      vCpu: v.optional(v.number()),
      memory: v.optional(v.number()),
      disk: v.optional(v.number()),
      machineType: v.optional(oneOf(MachineType)),
      instanceType: v.optional(nonEmpty),
    }),
  ),
  fleet: v.optional(fleet),
  environmentVariables: v.optional(environmentVariables),
  privilegedMode: optionalFlag,
  certificate: optionalText,
  registryCredential: v.optional(registryCredential),
  imagePullCredentialsType: v.optional(oneOf(ImagePullCredentialsType)),
  dockerServer: v.optional(
    v.object({ computeType: oneOf(ComputeType), securityGroupIds: v.optional(listOf(nonEmpty, 5)) }),
  ),
  hostKernel: v.optional(oneOf(HostKernel)),
});

export const cache = v.object({
  type: oneOf(CacheType),
  location: optionalText,
  modes: v.optional(v.array(oneOf(CacheMode))),
  cacheNamespace: optionalText,
});

export const logsConfig = v.object({
  cloudWatchLogs: v.optional(
    v.object({ status: oneOf(LogsConfigStatusType), groupName: optionalText, streamName: optionalText }),
  ),
  s3Logs: v.optional(
    v.object({
      status: oneOf(LogsConfigStatusType),
      location: optionalText,
      encryptionDisabled: optionalFlag,
      bucketOwnerAccess: v.optional(oneOf(BucketOwnerAccess)),
    }),
  ),
});

export const vpcConfig = v.object({
  vpcId: v.optional(nonEmpty),
  subnets: v.optional(listOf(nonEmpty, 16)),
  securityGroupIds: v.optional(listOf(nonEmpty, 5)),
});

/** Every member of a project that CreateProject and UpdateProject accept, except its name; none is required here. */
export const projectMembers = {
  description: v.optional(text(0, 255)),
  source: v.optional(source),
  secondarySources: v.optional(secondarySources),
  sourceVersion: optionalText,
  secondarySourceVersions: v.optional(secondarySourceVersions),
  artifacts: v.optional(artifacts),
  secondaryArtifacts: v.optional(secondaryArtifacts),
  cache: v.optional(cache),
  environment: v.optional(environment),
  serviceRole: v.optional(nonEmpty),
  timeoutInMinutes: v.optional(buildTimeout),
  queuedTimeoutInMinutes: v.optional(queuedTimeout),
  encryptionKey: v.optional(nonEmpty),
  tags: v.optional(listOf(v.object({ key: v.optional(text(1, 127)), value: v.optional(text(0, 255)) }), 50)),
  vpcConfig: v.optional(vpcConfig),
  badgeEnabled: optionalFlag,
  logsConfig: v.optional(logsConfig),
  fileSystemLocations: v.optional(
    v.array(
      v.object({
        type: v.optional(oneOf(FileSystemType)),
        location: optionalText,
        mountPoint: optionalText,
        identifier: optionalText,
        mountOptions: optionalText,
      }),
    ),
  ),
  buildBatchConfig: v.optional(
    v.object({
      serviceRole: v.optional(nonEmpty),
      combineArtifacts: optionalFlag,
      restrictions: v.optional(
        v.object({
          maximumBuildsAllowed: v.optional(integer(1)),
          computeTypesAllowed: v.optional(v.array(nonEmpty)),
          fleetsAllowed: v.optional(v.array(nonEmpty)),
        }),
      ),
      timeoutInMins: v.optional(buildTimeout),
      batchReportMode: v.optional(oneOf(BatchReportModeType)),
    }),
  ),
  concurrentBuildLimit: v.optional(v.number()),
  autoRetryLimit: v.optional(integer(0)),
};
