/** The phases of a buildspec, in the order in which they run. */
export const BUILDSPEC_PHASES = ['install', 'pre_build', 'build', 'post_build'] as const;
export type BuildspecPhaseName = (typeof BUILDSPEC_PHASES)[number];

export const BUILDSPEC_VERSIONS = ['0.1', '0.2'] as const;
export type BuildspecVersion = (typeof BUILDSPEC_VERSIONS)[number];

export const SHELLS = ['bash', '/bin/sh', 'powershell.exe', 'cmd.exe'] as const;
export type Shell = (typeof SHELLS)[number];

export type OnFailure =
  | { readonly action: 'ABORT' | 'CONTINUE' }
  /** Repeats the phase, at most `count` times, while the failure's message matches `pattern`. */
  | { readonly action: 'RETRY'; readonly count: number; readonly pattern: string };

export interface BuildspecPhase {
  readonly commands: readonly string[];
  /** Run after the commands, even if one of them failed. */
  readonly finally: readonly string[];
  /** By default, a failure in INSTALL or PRE_BUILD aborts the build, and one in BUILD or POST_BUILD does not. */
  readonly onFailure?: OnFailure;
  /** By runtime: `{ nodejs: "20" }`. */
  readonly runtimeVersions: Readonly<Record<string, string>>;
}

/** Which files become a build's artifacts, and how. */
export interface Artifacts {
  /** Glob patterns, relative to the base directory. */
  readonly files: readonly string[];
  readonly excludePaths: readonly string[];
  /** Relative to the source; can be a glob pattern. */
  readonly baseDirectory?: string;
  /** Expanded by the shell: `web-$(date +%F)`. */
  readonly name?: string;
  readonly s3Prefix?: string;
  readonly discardPaths: boolean;
  readonly enableSymlinks: boolean;
}

/** Formats of test results, then of code coverage. */
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

/** Which files a build keeps for later builds. */
export interface CacheSection {
  /** Glob patterns, relative to the source or absolute. */
  readonly paths: readonly string[];
  /** Expanded by the shell. Without a key, there is one cache, which each build replaces. */
  readonly key?: string;
  /** Prefixes of other keys to restore from, best first. */
  readonly fallbackKeys: readonly string[];
  readonly actions: readonly CacheAction[];
}

/** A validated buildspec of version 0.1 or 0.2. */
export interface Buildspec {
  readonly version: BuildspecVersion;
  readonly shell: Shell;
  readonly variables: Readonly<Record<string, string>>;
  /** Names of parameters in Parameter Store, by variable. */
  readonly parameterStore: Readonly<Record<string, string>>;
  /** `secret-id:json-key:version-stage:version-id` by variable. */
  readonly secretsManager: Readonly<Record<string, string>>;
  readonly exportedVariables: readonly string[];
  /** Whether commands can use the git credentials of the sources. */
  readonly gitCredentialHelper: boolean;
  readonly phases: Readonly<Partial<Record<BuildspecPhaseName, BuildspecPhase>>>;
  /** Names or ARNs of report groups. */
  readonly reports: readonly string[];
  readonly artifacts?: Artifacts;
  /** By artifact identifier. */
  readonly secondaryArtifacts: Readonly<Record<string, Artifacts>>;
  readonly cache: CacheSection;
  /** Keys that are valid but have no effect outside of AWS: "run-as", "proxy". */
  readonly ignored: readonly string[];
}
