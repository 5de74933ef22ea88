import type { StartBuildInput } from '@aws-sdk/client-codebuild';
import type { SentInput } from '../../functions/adapters/start-build-input.ts';
import type { PolicyDocument, Statement } from '../cloudformation/policy-document.ts';

/** Fields of StartBuild's request that Pushlight never sends. */
type NeverSent = Exclude<keyof StartBuildInput, keyof SentInput>;

/**
 * The condition keys that are present in a request with the field. IAM has no keys for the other fields; there, the
 * code itself is the guard, since it has no way to send them.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscodebuild.html
 */
export const OVERRIDE_KEYS = {
  artifactsOverride: ['artifacts'],
  autoRetryLimitOverride: ['autoRetryLimit'],
  buildspecOverride: ['source.buildspec'],
  cacheOverride: ['cache'],
  certificateOverride: ['environment.certificate'],
  computeTypeOverride: ['environment.computeType'],
  debugSessionEnabled: [],
  encryptionKeyOverride: ['encryptionKey'],
  environmentTypeOverride: ['environment.type'],
  fleetOverride: ['environment.fleet.fleetArn'],
  gitCloneDepthOverride: [],
  gitSubmodulesConfigOverride: [],
  hostKernelOverride: [],
  imageOverride: ['environment.image'],
  imagePullCredentialsTypeOverride: ['environment.imagePullCredentialsType'],
  insecureSslOverride: ['source.insecureSsl'],
  logsConfigOverride: ['logsConfig'],
  privilegedModeOverride: ['environment.privilegedMode'],
  queuedTimeoutInMinutesOverride: [],
  registryCredentialOverride: ['environment.registryCredential'],
  secondaryArtifactsOverride: ['secondaryArtifacts'],
  secondarySourcesOverride: ['secondarySources'],
  secondarySourcesVersionOverride: [],
  serviceRoleOverride: ['serviceRole'],
  // Whenever it is present, it has a type.
  sourceAuthOverride: ['source.auth.type'],
  sourceLocationOverride: ['source.location'],
  sourceTypeOverride: [],
  timeoutInMinutesOverride: [],
} as const satisfies Readonly<Record<NeverSent, readonly string[]>>;

/** Builds run as their projects are configured, even if somebody could make the code that starts them ask for more. */
export const deniedOverrides = (): PolicyDocument => ({
  Version: '2012-10-17',
  // One statement per key, because a condition with several keys applies only if all of them are present.
  Statement: Object.values(OVERRIDE_KEYS)
    .flat()
    .map((key): Statement => ({
      Effect: 'Deny',
      Action: ['codebuild:StartBuild'],
      Resource: '*',
      Condition: { Null: { [`codebuild:${key}`]: 'false' } },
    })),
});
