/** The phases of a buildspec, in the order in which they run. */
export const BUILDSPEC_PHASES = ['install', 'pre_build', 'build', 'post_build'] as const;
export type BuildspecPhaseName = (typeof BUILDSPEC_PHASES)[number];

export const BUILDSPEC_VERSIONS = ['0.1', '0.2'] as const;
export type BuildspecVersion = (typeof BUILDSPEC_VERSIONS)[number];

export const SHELLS = ['bash', '/bin/sh', 'powershell.exe', 'cmd.exe'] as const;
export type Shell = (typeof SHELLS)[number];

export type OnFailure =
  | { readonly action: 'ABORT' | 'CONTINUE' }
  /** Runs the phase again, at most `count` times, while the failure's message matches `pattern`. */
  | { readonly action: 'RETRY'; readonly count: number; readonly pattern: string };

export interface BuildspecPhase {
  readonly commands: readonly string[];
  /** Run after the commands, also when one of them failed. */
  readonly finally: readonly string[];
  /** Absent: INSTALL and PRE_BUILD abort the build, BUILD and POST_BUILD go on. */
  readonly onFailure?: OnFailure;
  /** By runtime: `{ nodejs: "20" }`. */
  readonly runtimeVersions: Readonly<Record<string, string>>;
}

/** Which files a build hands out, and how. */
export interface Artifacts {
  /** Glob patterns, relative to the base directory. */
  readonly files: readonly string[];
  readonly excludePaths: readonly string[];
  /** Relative to the source; may be a glob pattern. */
  readonly baseDirectory?: string;
  /** In the shell's language: `web-$(date +%F)`. */
  readonly name?: string;
  readonly s3Prefix?: string;
  readonly discardPaths: boolean;
  readonly enableSymlinks: boolean;
}

/** Of test results, and then of code coverage. */
export const REPORT_FORMATS: readonly string[] = [
  'JUNITXML',
  'CUCUMBERJSON',
  'NUNITXML',
  'NUNIT3XML',
  'TESTNGXML',
  'VISUALSTUDIOTRX',
  'CLOVERXML',
  'COBERTURAXML',
  'JACOCOXML',
  'SIMPLECOV',
];

export const CACHE_ACTIONS = ['restore', 'save'] as const;
type CacheAction = (typeof CACHE_ACTIONS)[number];

/** Which files a build leaves for later ones. */
export interface CacheSection {
  /** Glob patterns, relative to the source or absolute. */
  readonly paths: readonly string[];
  /** In the shell's language; absent: there is one cache, which each build replaces. */
  readonly key?: string;
  /** Beginnings of other keys to restore from, best first. */
  readonly fallbackKeys: readonly string[];
  readonly actions: readonly CacheAction[];
}

/** A buildspec of version 0.1 or 0.2, checked. */
export interface Buildspec {
  readonly version: BuildspecVersion;
  readonly shell: Shell;
  readonly variables: Readonly<Record<string, string>>;
  /** Name of a parameter of the Parameter Store by variable. */
  readonly parameterStore: Readonly<Record<string, string>>;
  /** `secret-id:json-key:version-stage:version-id` by variable. */
  readonly secretsManager: Readonly<Record<string, string>>;
  readonly exportedVariables: readonly string[];
  /** Whether commands get credentials for git from where the sources' come from. */
  readonly gitCredentialHelper: boolean;
  readonly phases: Readonly<Partial<Record<BuildspecPhaseName, BuildspecPhase>>>;
  /** Names or ARNs of report groups. */
  readonly reports: readonly string[];
  readonly artifacts?: Artifacts;
  /** By artifact identifier. */
  readonly secondaryArtifacts: Readonly<Record<string, Artifacts>>;
  readonly cache: CacheSection;
  /** Keys that belong to the format and have no effect outside of AWS: "run-as", "proxy". */
  readonly ignored: readonly string[];
}
