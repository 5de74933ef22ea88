import type * as sdk from '@aws-sdk/client-codebuild';

/** A shape of the service in JSON 1.1: times are seconds since 1970, and no member is undefined. */
type OnTheWire<Shape> = Shape extends Date
  ? number
  : Shape extends readonly (infer Item)[]
    ? OnTheWire<Item>[]
    : Shape extends object
      ? { [Member in keyof Shape]: OnTheWire<Exclude<Shape[Member], undefined>> }
      : Shape;

/** Converts a shape to its JSON form. */
export const onTheWire = <Shape>(shape: Shape): OnTheWire<Shape> =>
  JSON.parse(JSON.stringify(shape)) as OnTheWire<Shape>;

/** In the service's model, every member of a response is optional; these are always present. */
type With<Shape, Members extends keyof Shape> = Omit<Shape, Members> & Required<Pick<Shape, Members>>;

export type BuildStatus = sdk.StatusType;
export type BuildPhaseType = sdk.BuildPhaseType;
export type PhaseContext = Required<OnTheWire<sdk.PhaseContext>>;
export type BuildPhase = With<OnTheWire<sdk.BuildPhase>, 'phaseType' | 'startTime'>;
export type EnvironmentVariable = OnTheWire<sdk.EnvironmentVariable>;
export type ProjectSource = OnTheWire<sdk.ProjectSource>;
export type ProjectArtifacts = OnTheWire<sdk.ProjectArtifacts>;
export type ProjectEnvironment = Partial<OnTheWire<sdk.ProjectEnvironment>>;
export type StartBuildRequest = OnTheWire<sdk.StartBuildInput>;

/**
 * A project as CreateProject accepts it or BatchGetProjects returns it. Here, only its name and source are required.
 */
export type ProjectDeclaration = Omit<With<OnTheWire<sdk.Project>, 'name' | 'source'>, 'environment'> & {
  readonly environment?: ProjectEnvironment;
};

export type Project = With<
  ProjectDeclaration,
  | 'arn'
  | 'timeoutInMinutes'
  | 'queuedTimeoutInMinutes'
  | 'encryptionKey'
  | 'serviceRole'
  | 'cache'
  | 'created'
  | 'lastModified'
  | 'artifacts'
  | 'environment'
>;

type SubmittedBuild = With<
  OnTheWire<sdk.Build>,
  | 'id'
  | 'arn'
  | 'buildNumber'
  | 'startTime'
  | 'currentPhase'
  | 'buildStatus'
  | 'buildComplete'
  | 'projectName'
  | 'source'
  | 'artifacts'
  | 'cache'
  | 'logs'
  | 'timeoutInMinutes'
  | 'queuedTimeoutInMinutes'
  | 'initiator'
  | 'encryptionKey'
>;

export type Build = Omit<SubmittedBuild, 'phases' | 'environment'> & {
  phases: BuildPhase[];
  environment: With<ProjectEnvironment, 'environmentVariables'>;
};
