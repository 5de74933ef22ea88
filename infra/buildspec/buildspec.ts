/** The phases of a buildspec, in the order in which they run. */
export const BUILDSPEC_PHASES = ['install', 'pre_build', 'build', 'post_build'] as const;
export type BuildspecPhaseName = (typeof BUILDSPEC_PHASES)[number];

export const ON_FAILURE = ['ABORT', 'CONTINUE'] as const;
export type OnFailure = (typeof ON_FAILURE)[number];

export const SHELLS = ['bash', '/bin/sh'] as const;
export type Shell = (typeof SHELLS)[number];

export interface BuildspecPhase {
  readonly commands: readonly string[];
  /** Run after the commands, also when one of them failed. */
  readonly finally: readonly string[];
  /** Absent: INSTALL and PRE_BUILD abort the build, BUILD and POST_BUILD go on. */
  readonly onFailure?: OnFailure;
}

/** A buildspec of version 0.2, checked. */
export interface Buildspec {
  readonly shell: Shell;
  readonly variables: Readonly<Record<string, string>>;
  readonly phases: Readonly<Partial<Record<BuildspecPhaseName, BuildspecPhase>>>;
  /** Keys that belong to the format and that nothing here acts on: "cache", "env.parameter-store". */
  readonly ignored: readonly string[];
}
