import { BUILDSPEC_PHASES, type Buildspec, type CacheSection } from '../../../buildspec/buildspec.ts';
import type { BuildCache } from '../artifacts/build-cache.ts';
import { buildEnvironment, type BuildDirectories } from './build-environment.ts';
import type { BuildLog } from './build-log.ts';
import { createBuildShell, type BuildShell } from './build-shell.ts';
import { downloadSources } from '../sources/download-sources.ts';
import { hashFilesInKey } from '../artifacts/cache-key.ts';
import { gitCredentialVariables } from '../sources/git-credentials.ts';
import { loadBuildspec } from '../sources/load-buildspec.ts';
import type { Build } from '../model.ts';
import { PhaseFailure } from './phase-failure.ts';
import { resolveVariables, type SecretStores } from './resolve-variables.ts';
import { checkRuntimes } from './runtime-versions.ts';
import { shellProgram } from './shell-program.ts';

export interface PreparedBuild {
  readonly buildspec: Buildspec;
  readonly shell: BuildShell;
}

export interface PrepareOptions {
  readonly directories: BuildDirectories;
  readonly s3Directory: string;
  readonly cache: BuildCache | undefined;
  readonly stores: SecretStores;
  /** The environment of the service itself. */
  readonly machine: NodeJS.ProcessEnv;
  readonly log: BuildLog;
  readonly signal: AbortSignal;
}

/** Downloads the sources, reads the buildspec and creates the shell for its commands. Throws PhaseFailure. */
export async function prepareBuild(build: Build, options: PrepareOptions): Promise<PreparedBuild> {
  const { directories, s3Directory, cache, stores, machine, log, signal } = options;
  log.line('Phase is DOWNLOAD_SOURCE');
  const sources = await downloadSources(build, {
    directory: directories.source,
    s3Directory,
    // The build's id in its environment lets us find git and its child processes when the build ends.
    machine: { ...machine, CODEBUILD_BUILD_ID: build.id },
    signal,
  });
  const commit = sources[0]?.resolvedVersion;
  if (commit !== undefined) build.resolvedSourceVersion = commit;
  log.line(`CODEBUILD_SRC_DIR=${directories.source}`);

  const loaded = await loadBuildspec(build.source.buildspec, directories.source, s3Directory);
  const { buildspec } = loaded;
  log.line(`YAML location is ${loaded.location}`);
  for (const warning of loaded.warnings) log.line(`Warning: ${warning}`);
  refuseUnsupported(buildspec);
  sayWhatIsIgnored(buildspec, cache, log);

  log.line('Processing environment variables');
  const { image = '', environmentVariables } = build.environment;
  const { variables: own, secrets } = resolveVariables(buildspec, environmentVariables, stores);
  log.hide(secrets);
  const variables = {
    ...buildEnvironment(build, own, sources, directories, machine),
    ...(buildspec.gitCredentialHelper && gitCredentialVariables(machine)),
  };
  const shell = createBuildShell({
    shell: shellProgram(buildspec.shell, image, variables['PATH'] ?? ''),
    directory: directories.root,
    workingDirectory: directories.source,
    variables,
    // https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html#build-spec-ref-versions
    carriesState: buildspec.version !== '0.1',
    log,
  });
  await checkRuntimes(buildspec, image, shell, log);
  const phases = BUILDSPEC_PHASES.filter((name) => buildspec.phases[name]);
  log.line(`Phases found in YAML: ${phases.length}`);
  for (const name of phases) log.line(` ${name.toUpperCase()}: ${buildspec.phases[name]!.commands.length} commands`);
  const section = await expandedCache(buildspec.cache, shell, directories.source);
  if (cache && section.paths.length > 0 && section.actions.includes('restore')) {
    const isRestored = await cache.restore(section, directories);
    log.line(isRestored ? 'Cache: restored the files of an earlier build' : 'Cache: nothing saved yet');
  }
  return { buildspec: { ...buildspec, cache: section }, shell };
}

/** The section, with its keys expanded by the build's shell. */
async function expandedCache(section: CacheSection, shell: BuildShell, source: string): Promise<CacheSection> {
  const expand = async (key: string): Promise<string> => shell.expand(await hashFilesInKey(key, source));
  const key = section.key !== undefined && { key: await expand(section.key) };
  const fallbackKeys: string[] = [];
  // One after another, since there is only one shell.
  for (const fallback of section.fallbackKeys) fallbackKeys.push(await expand(fallback));
  return { ...section, ...key, fallbackKeys };
}

function refuseUnsupported({ shell }: Buildspec): void {
  if (shell.endsWith('.exe')) {
    throw new PhaseFailure('CLIENT_ERROR', `the shell ${shell} does not exist on this machine: use bash or /bin/sh`);
  }
}

function sayWhatIsIgnored(buildspec: Buildspec, cache: BuildCache | undefined, log: BuildLog): void {
  const { ignored, reports } = buildspec;
  for (const key of ignored) log.line(`Warning: ${key} has no effect on this machine`);
  if (reports.length > 0) log.line(`Warning: reports are not saved on this machine: ${reports.join(', ')}`);
  if (buildspec.cache.paths.length > 0 && !cache) {
    log.line('Warning: cache.paths has no effect, since the project has no cache of type S3 or LOCAL_CUSTOM_CACHE');
  }
}
