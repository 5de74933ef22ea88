import { buildArn } from '../arns.ts';
import type {
  Build,
  EnvironmentVariable,
  Project,
  ProjectArtifacts,
  ProjectEnvironment,
  ProjectSource,
  StartBuildRequest,
} from '../model.ts';
import { artifactsArn } from '../artifacts/upload-artifacts.ts';

/** The override of StartBuild for each member of the project's source. */
const SOURCE_OVERRIDES = {
  sourceTypeOverride: 'type',
  sourceLocationOverride: 'location',
  sourceAuthOverride: 'auth',
  gitCloneDepthOverride: 'gitCloneDepth',
  gitSubmodulesConfigOverride: 'gitSubmodulesConfig',
  buildspecOverride: 'buildspec',
  insecureSslOverride: 'insecureSsl',
  reportBuildStatusOverride: 'reportBuildStatus',
  buildStatusConfigOverride: 'buildStatusConfig',
} as const satisfies Partial<Record<keyof StartBuildRequest, keyof ProjectSource>>;

const ENVIRONMENT_OVERRIDES = {
  environmentTypeOverride: 'type',
  imageOverride: 'image',
  computeTypeOverride: 'computeType',
  certificateOverride: 'certificate',
  privilegedModeOverride: 'privilegedMode',
  registryCredentialOverride: 'registryCredential',
  imagePullCredentialsTypeOverride: 'imagePullCredentialsType',
  fleetOverride: 'fleet',
} as const satisfies Partial<Record<keyof StartBuildRequest, keyof ProjectEnvironment>>;

/** Where a build's artifacts go. The build itself only contains the resulting locations. */
export interface ArtifactDeclarations {
  readonly primary: ProjectArtifacts;
  readonly secondary: readonly ProjectArtifacts[];
}

export const artifactDeclarations = (project: Project, request: StartBuildRequest): ArtifactDeclarations => ({
  primary: request.artifactsOverride ?? project.artifacts,
  secondary: request.secondaryArtifactsOverride ?? project.secondaryArtifacts ?? [],
});

export interface BuildIdentity {
  readonly uuid: string;
  readonly number: number;
  /** Seconds since 1970. */
  readonly now: number;
  /** For an automatic retry, the build that failed. */
  readonly retried?: Build | undefined;
}

/** The build that StartBuild returns: submitted and queued. */
export function newBuild(project: Project, request: StartBuildRequest, identity: BuildIdentity): Build {
  const { uuid, number, now, retried } = identity;
  const id = `${project.name}:${uuid}`;
  const sourceVersion = request.sourceVersion || project.sourceVersion;
  const { primary, secondary } = artifactDeclarations(project, request);
  const identified = { id, projectName: project.name };
  const autoRetryLimit = request.autoRetryLimitOverride ?? project.autoRetryLimit;
  const { vpcConfig, fileSystemLocations, logsConfig } = project;
  return {
    ...identified,
    arn: buildArn(id),
    buildNumber: number,
    startTime: now,
    currentPhase: 'QUEUED',
    buildStatus: 'IN_PROGRESS',
    ...(sourceVersion && { sourceVersion }),
    phases: [
      { phaseType: 'SUBMITTED', phaseStatus: 'SUCCEEDED', startTime: now, endTime: now, durationInSeconds: 0 },
      { phaseType: 'QUEUED', startTime: now },
    ],
    source: { ...project.source, ...overrides(request, SOURCE_OVERRIDES) },
    secondarySources: request.secondarySourcesOverride ?? project.secondarySources ?? [],
    secondarySourceVersions: request.secondarySourcesVersionOverride ?? project.secondarySourceVersions ?? [],
    artifacts: buildArtifacts(primary, identified),
    secondaryArtifacts: secondary.map((artifacts) => buildArtifacts(artifacts, identified)),
    cache: request.cacheOverride ?? project.cache,
    environment: {
      ...project.environment,
      ...overrides(request, ENVIRONMENT_OVERRIDES),
      environmentVariables: mergeVariables(
        project.environment.environmentVariables,
        request.environmentVariablesOverride,
      ),
    },
    serviceRole: request.serviceRoleOverride ?? project.serviceRole,
    logs: {
      // The service returns this link until the build is provisioned.
      deepLink: 'https://console.aws.amazon.com/cloudwatch/home?region=us-east-1#logEvent:group=null;stream=null',
      cloudWatchLogs: { status: 'ENABLED' },
      s3Logs: { status: 'DISABLED', encryptionDisabled: false },
      ...logsConfig,
      ...request.logsConfigOverride,
    },
    timeoutInMinutes: request.timeoutInMinutesOverride ?? project.timeoutInMinutes,
    queuedTimeoutInMinutes: request.queuedTimeoutInMinutesOverride ?? project.queuedTimeoutInMinutes,
    buildComplete: false,
    initiator: retried ? 'AutoRetry' : 'local',
    ...(vpcConfig && { vpcConfig }),
    ...(fileSystemLocations && { fileSystemLocations }),
    ...(request.debugSessionEnabled && { debugSession: { sessionEnabled: true } }),
    ...(autoRetryLimit && {
      autoRetryConfig: {
        autoRetryLimit,
        autoRetryNumber: retried ? (retried.autoRetryConfig?.autoRetryNumber ?? 0) + 1 : 0,
        ...(retried && { previousAutoRetry: retried.arn }),
      },
    }),
    encryptionKey: request.encryptionKeyOverride ?? project.encryptionKey,
  };
}

function buildArtifacts(declared: ProjectArtifacts, build: Pick<Build, 'id' | 'projectName'>): Build['artifacts'] {
  if (declared.type !== 'S3') return { location: '' };
  const { overrideArtifactName = false, encryptionDisabled = false, artifactIdentifier, bucketOwnerAccess } = declared;
  return {
    location: artifactsArn(declared, build),
    overrideArtifactName,
    encryptionDisabled,
    ...(artifactIdentifier && { artifactIdentifier }),
    ...(bucketOwnerAccess && { bucketOwnerAccess }),
  };
}

function overrides(
  request: StartBuildRequest,
  names: Partial<Record<keyof StartBuildRequest, string>>,
): Record<string, unknown> {
  const values = Object.entries(names).map(([override, name]) => [name, request[override as keyof StartBuildRequest]]);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

/** Merges lists of variables in order; a later variable overrides an earlier one with the same name. */
function mergeVariables(...lists: readonly (readonly EnvironmentVariable[] | undefined)[]): EnvironmentVariable[] {
  const variables = new Map<string, EnvironmentVariable>();
  for (const { name, value, type = 'PLAINTEXT' } of lists.flatMap((list) => list ?? [])) {
    variables.set(name, { name, type, value });
  }
  return [...variables.values()];
}
