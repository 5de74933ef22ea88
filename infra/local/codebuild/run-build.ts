import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { BUILDSPEC_PHASES, type Buildspec } from '../../buildspec/buildspec.ts';
import { buildUuid } from './arns.ts';
import { buildEnvironment, type BuildDirectories } from './build-environment.ts';
import { openBuildLog, type BuildLog } from './build-log.ts';
import { createBuildShell, type BuildShell } from './build-shell.ts';
import { downloadSource } from './download-source.ts';
import { endProcesses } from './end-processes.ts';
import { loadBuildspec } from './load-buildspec.ts';
import type { Build, BuildPhaseType } from './model.ts';
import { PhaseFailure } from './phase-failure.ts';
import { removeTree } from './remove-tree.ts';
import { runBuildspec } from './run-buildspec.ts';
import type { PhaseEnd, Transitions } from './transitions.ts';

export interface BuildMachine {
  /** Has a directory `logs` for `{uuid}.log`, and holds `work/{uuid}` while a build runs. */
  readonly directory: string;
  /** What builds get their PATH from, and git its proxies: the service's own environment. */
  readonly environment: NodeJS.ProcessEnv;
  readonly transitions: Transitions;
}

/**
 * Runs a build that waits in the queue, from there to its end.
 * When `signal` is aborted, its reason is the PhaseEnd of the phase that runs, and of the build.
 * Never rejects: what goes wrong in this program is the build's FAULT.
 */
export async function runBuild(build: Build, signal: AbortSignal, machine: BuildMachine): Promise<void> {
  const { transitions } = machine;
  let status: PhaseEnd['status'] = 'SUCCEEDED';
  let log: BuildLog | undefined;
  let shell: BuildShell | undefined;
  const killChildren = (): void => void endProcesses(build.id, shell?.groups ?? new Set());
  signal.addEventListener('abort', killChildren);

  /** Runs one phase; true when it succeeded. */
  const phase = async (phaseType: BuildPhaseType, work: () => Promise<void>): Promise<boolean> => {
    if (signal.aborted) return false;
    transitions.enter(build, phaseType);
    const end = await endOf(work, signal);
    if (end.status !== 'SUCCEEDED') status = end.status;
    if (phaseType !== 'PROVISIONING' && phaseType !== 'FINALIZING') {
      log?.line(`Phase complete: ${phaseType} State: ${end.status}`);
      log?.line(`Phase context status code: ${end.context?.statusCode ?? ''} Message: ${end.context?.message ?? ''}`);
    }
    transitions.leave(build, end);
    return end.status === 'SUCCEEDED';
  };

  transitions.leave(build, { status: 'SUCCEEDED' });
  const directories = buildDirectories(build, machine.directory);
  const provisioned = await phase('PROVISIONING', async () => {
    log = provision(build, directories, machine.directory);
  });
  let prepared: Prepared | undefined;
  if (provisioned) {
    await phase('DOWNLOAD_SOURCE', async () => {
      prepared = await prepare(build, directories, log!, machine.environment, signal);
      shell = prepared.shell;
    });
  }
  const finished = prepared && (await runBuildspec(prepared.buildspec, prepared.shell, log!, phase, signal));
  if (finished) await phase('UPLOAD_ARTIFACTS', async () => {});
  await phase('FINALIZING', async () => {});
  signal.removeEventListener('abort', killChildren);
  await endProcesses(build.id, shell?.groups ?? new Set());
  log?.close();
  transitions.complete(build, signal.aborted ? (signal.reason as PhaseEnd).status : status);
  await removeTree(directories.root);
}

async function endOf(work: () => Promise<void>, signal: AbortSignal): Promise<PhaseEnd> {
  let end: PhaseEnd = { status: 'SUCCEEDED' };
  try {
    await work();
  } catch (error) {
    const { message } = error as Error;
    end =
      error instanceof PhaseFailure
        ? { status: 'FAILED', context: { statusCode: error.statusCode, message } }
        : { status: 'FAULT', context: { statusCode: 'INTERNAL_ERROR', message } };
  }
  return signal.aborted ? (signal.reason as PhaseEnd) : end;
}

function buildDirectories({ id }: Build, directory: string): BuildDirectories {
  const root = join(directory, 'work', buildUuid(id));
  return { root, source: join(root, 'src'), home: join(root, 'home'), temporary: join(root, 'tmp') };
}

function provision(build: Build, directories: BuildDirectories, directory: string): BuildLog {
  for (const path of [directories.home, directories.temporary]) mkdirSync(path, { recursive: true });
  const log = openBuildLog(join(directory, 'logs', `${buildUuid(build.id)}.log`));
  const { image, type, computeType, privilegedMode } = build.environment;
  log.line('Running in a shell of this machine: no container, no isolation but a process group and a directory');
  log.line(`On AWS it would run in ${image} (${type}, ${computeType}${privilegedMode ? ', privileged' : ''})`);
  return log;
}

interface Prepared {
  readonly buildspec: Buildspec;
  readonly shell: BuildShell;
}

/** Downloads the source and reads the buildspec. Throws PhaseFailure. */
async function prepare(
  build: Build,
  directories: BuildDirectories,
  log: BuildLog,
  environment: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<Prepared> {
  log.line('Phase is DOWNLOAD_SOURCE');
  await download(build, directories, environment, signal);
  const { buildspec, location } = await loadBuildspec(build.source.buildspec, directories.source);
  describe(build, buildspec, location, directories, log);
  const shell = createBuildShell({
    shell: buildspec.shell,
    directory: directories.root,
    workingDirectory: directories.source,
    variables: buildEnvironment(build, buildspec.variables, directories, environment),
    output: log.descriptor,
  });
  return { buildspec, shell };
}

async function download(
  build: Build,
  directories: BuildDirectories,
  environment: NodeJS.ProcessEnv,
  signal: AbortSignal,
): Promise<void> {
  const { type, location, gitCloneDepth } = build.source;
  if (type === 'NO_SOURCE') {
    mkdirSync(directories.source);
    return;
  }
  if (type === 'S3' || type === 'CODEPIPELINE') {
    throw new PhaseFailure(
      'CLIENT_ERROR',
      `source type ${type} is not supported on this machine: expected a Git source`,
    );
  }
  if (!location)
    throw new PhaseFailure('CLIENT_ERROR', `source.location is missing: expected a URL that git can clone`);
  build.resolvedSourceVersion = await downloadSource({
    location,
    sourceVersion: build.sourceVersion,
    depth: gitCloneDepth,
    directory: directories.source,
    // By its build's id git is found, with whatever it has started, when the build ends.
    machine: { ...environment, CODEBUILD_BUILD_ID: build.id },
    signal,
  });
}

/** Says in the log what will be run, and what of the buildspec and the build has no effect on this machine. */
function describe(
  build: Build,
  buildspec: Buildspec,
  location: string,
  directories: BuildDirectories,
  log: BuildLog,
): void {
  log.line(`CODEBUILD_SRC_DIR=${directories.source}`);
  log.line(`YAML location is ${location === 'inline' ? location : join(directories.source, location)}`);
  for (const key of buildspec.ignored) log.line(`Not supported on this machine, and left out: ${key}`);
  for (const { name, type } of build.environment.environmentVariables) {
    if (type !== 'PLAINTEXT') log.line(`Not supported on this machine, and left out: variable ${name} of type ${type}`);
  }
  log.line('Processing environment variables');
  const phases = BUILDSPEC_PHASES.filter((name) => buildspec.phases[name]);
  log.line(`Phases found in YAML: ${phases.length}`);
  for (const name of phases) log.line(` ${name.toUpperCase()}: ${buildspec.phases[name]!.commands.length} commands`);
}
