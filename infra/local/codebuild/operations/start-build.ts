import { ComputeType, EnvironmentType, ImagePullCredentialsType } from '@aws-sdk/client-codebuild';
import * as v from 'valibot';
import { canReport } from '../../../../functions/core/builds/codebuild-report.ts';
import {
  artifacts,
  buildStatusConfig,
  cache,
  environmentVariables,
  fleet,
  gitSubmodulesConfig,
  logsConfig,
  registryCredential,
  secondaryArtifacts,
  secondarySources,
  secondarySourceVersions,
  sourceAuth,
} from '../../../codebuild/project-schemas.ts';
import {
  buildTimeout,
  cloneDepth,
  integer,
  nonEmpty,
  oneOf,
  queuedTimeout,
  sourceType,
} from '../../../codebuild/input-schemas.ts';
import { AwsError } from '../../aws/aws-service.ts';
import type { Account } from '../state/account.ts';
import type { Build, StartBuildRequest } from '../model.ts';
import { submitBuild } from '../running/submit-build.ts';
import { checkProject } from './check-project.ts';
import { findProject } from './find-project.ts';
import { parseInput } from './parse-input.ts';

const Input = v.object({
  projectName: nonEmpty,
  secondarySourcesOverride: v.optional(secondarySources),
  secondarySourcesVersionOverride: v.optional(secondarySourceVersions),
  sourceVersion: v.optional(v.string()),
  artifactsOverride: v.optional(artifacts),
  secondaryArtifactsOverride: v.optional(secondaryArtifacts),
  environmentVariablesOverride: v.optional(environmentVariables),
  sourceTypeOverride: v.optional(sourceType),
  sourceLocationOverride: v.optional(v.string()),
  sourceAuthOverride: v.optional(sourceAuth),
  gitCloneDepthOverride: v.optional(cloneDepth),
  gitSubmodulesConfigOverride: v.optional(gitSubmodulesConfig),
  buildspecOverride: v.optional(v.string()),
  insecureSslOverride: v.optional(v.boolean()),
  reportBuildStatusOverride: v.optional(v.boolean()),
  buildStatusConfigOverride: v.optional(buildStatusConfig),
  environmentTypeOverride: v.optional(oneOf(EnvironmentType)),
  imageOverride: v.optional(nonEmpty),
  computeTypeOverride: v.optional(oneOf(ComputeType)),
  certificateOverride: v.optional(v.string()),
  cacheOverride: v.optional(cache),
  serviceRoleOverride: v.optional(nonEmpty),
  privilegedModeOverride: v.optional(v.boolean()),
  timeoutInMinutesOverride: v.optional(buildTimeout),
  queuedTimeoutInMinutesOverride: v.optional(queuedTimeout),
  encryptionKeyOverride: v.optional(nonEmpty),
  idempotencyToken: v.optional(v.string()),
  logsConfigOverride: v.optional(logsConfig),
  registryCredentialOverride: v.optional(registryCredential),
  imagePullCredentialsTypeOverride: v.optional(oneOf(ImagePullCredentialsType)),
  debugSessionEnabled: v.optional(v.boolean()),
  fleetOverride: v.optional(fleet),
  autoRetryLimitOverride: v.optional(integer(0)),
});

export function startBuild(input: unknown, account: Account): { build: Build } {
  const request = parseInput(Input, input) as StartBuildRequest;
  const project = findProject(request.projectName ?? '', account);
  const { secondarySourcesOverride, secondarySourcesVersionOverride, artifactsOverride } = request;
  if (project.artifacts.type === 'CODEPIPELINE' && !artifactsOverride) {
    const message = 'ArtifactsOverride must be set when using artifacts type CodePipelines';
    throw new AwsError('InvalidInputException', message);
  }
  checkProject({
    secondarySources: secondarySourcesOverride ?? project.secondarySources ?? [],
    secondarySourceVersions: secondarySourcesVersionOverride ?? [],
    ...(artifactsOverride && { artifacts: artifactsOverride }),
    secondaryArtifacts: request.secondaryArtifactsOverride ?? [],
  });
  const type = request.sourceTypeOverride ?? project.source.type;
  if (request.reportBuildStatusOverride && !canReport(type)) {
    throw new AwsError('InvalidInputException', `Build status cannot be reported for source type: ${type}`);
  }
  return { build: submitBuild(request, account) };
}
