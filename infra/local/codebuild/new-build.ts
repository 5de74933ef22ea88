import { buildArn } from './arns.ts';
import type {
  Build,
  EnvironmentVariable,
  Project,
  ProjectEnvironment,
  ProjectSource,
  StartBuildRequest,
} from './model.ts';

/** Which override of StartBuild stands for which member of the project's source. */
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

/** The build that StartBuild answers with: submitted, and waiting in the queue. `now` in seconds since 1970. */
export function newBuild(
  project: Project,
  request: StartBuildRequest,
  uuid: string,
  number: number,
  now: number,
): Build {
  const id = `${project.name}:${uuid}`;
  const sourceVersion = request.sourceVersion ?? project.sourceVersion;
  return {
    id,
    arn: buildArn(id),
    buildNumber: number,
    startTime: now,
    currentPhase: 'QUEUED',
    buildStatus: 'IN_PROGRESS',
    ...(sourceVersion && { sourceVersion }),
    projectName: project.name,
    phases: [
      { phaseType: 'SUBMITTED', phaseStatus: 'SUCCEEDED', startTime: now, endTime: now, durationInSeconds: 0 },
      { phaseType: 'QUEUED', startTime: now },
    ],
    source: { ...project.source, ...overrides(request, SOURCE_OVERRIDES) },
    secondarySources: request.secondarySourcesOverride ?? [],
    secondarySourceVersions: request.secondarySourcesVersionOverride ?? [],
    artifacts: { location: '' },
    secondaryArtifacts: [],
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
      // The service gives this link until the build is provisioned.
      deepLink: 'https://console.aws.amazon.com/cloudwatch/home?region=us-east-1#logEvent:group=null;stream=null',
      cloudWatchLogs: { status: 'ENABLED' },
      s3Logs: { status: 'DISABLED', encryptionDisabled: false },
    },
    timeoutInMinutes: request.timeoutInMinutesOverride ?? project.timeoutInMinutes,
    queuedTimeoutInMinutes: request.queuedTimeoutInMinutesOverride ?? project.queuedTimeoutInMinutes,
    buildComplete: false,
    initiator: 'local',
    encryptionKey: request.encryptionKeyOverride ?? project.encryptionKey,
  };
}

function overrides(
  request: StartBuildRequest,
  names: Partial<Record<keyof StartBuildRequest, string>>,
): Record<string, unknown> {
  const values = Object.entries(names).map(([override, name]) => [name, request[override as keyof StartBuildRequest]]);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

/** The project's variables in their order, each overridden by a later one of its name. */
function mergeVariables(...lists: readonly (readonly EnvironmentVariable[] | undefined)[]): EnvironmentVariable[] {
  const variables = new Map<string, EnvironmentVariable>();
  for (const { name, value, type = 'PLAINTEXT' } of lists.flatMap((list) => list ?? [])) {
    variables.set(name, { name, type, value });
  }
  return [...variables.values()];
}
