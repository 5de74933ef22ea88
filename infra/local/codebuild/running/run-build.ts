import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Buildspec } from '../../../buildspec/buildspec.ts';
import { buildUuid } from '../arns.ts';
import { buildCache } from '../artifacts/build-cache.ts';
import type { BuildDirectories } from './build-environment.ts';
import { openBuildLog, type BuildLog } from './build-log.ts';
import { endProcesses } from './end-processes.ts';
import { logFile } from '../log-file.ts';
import type { Build, BuildPhaseType } from '../model.ts';
import type { ArtifactDeclarations } from '../state/new-build.ts';
import { PhaseFailure } from './phase-failure.ts';
import { prepareBuild, type PreparedBuild } from './prepare-build.ts';
import type { Report } from '../../progress.ts';
import { removeTree } from './remove-tree.ts';
import { isSecret, type SecretStores } from './resolve-variables.ts';
import { runBuildspec } from './run-buildspec.ts';
import type { PhaseEnd, Transitions } from '../state/transitions.ts';
import { uploadArtifacts } from '../artifacts/upload-artifacts.ts';

export interface BuildMachine {
  /** Contains `logs/{uuid}.log`, `caches/{project}`, `s3/{bucket}`, and `work/{uuid}` while a build runs. */
  readonly directory: string;
  /** The service's own environment. Builds get their PATH from it, and git its proxies. */
  readonly environment: NodeJS.ProcessEnv;
  readonly stores: SecretStores;
  readonly transitions: Transitions;
  readonly report: Report;
}

/**
 * Runs a queued build to its end. When `signal` is aborted, its reason is the PhaseEnd of the current phase and of the
 * build. Never rejects: an error of this program makes the build end as FAULT.
 */
export async function runBuild(
  build: Build,
  artifacts: ArtifactDeclarations,
  signal: AbortSignal,
  machine: BuildMachine,
): Promise<void> {
  const { transitions } = machine;
  let status: PhaseEnd['status'] = 'SUCCEEDED';
  let log: BuildLog | undefined;
  let prepared: PreparedBuild | undefined;
  const processGroups = (): ReadonlySet<number> => prepared?.shell.groups ?? new Set();
  const killChildren = (): void => void endProcesses(build.id, processGroups());
  signal.addEventListener('abort', killChildren);

  /** Runs one phase; returns true if it succeeded. */
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
  const s3Directory = join(machine.directory, 's3');
  const cache = buildCache(build, join(machine.directory, 'caches'));
  const provisioned = await phase('PROVISIONING', async () => {
    log = await provision(build, directories, machine);
  });
  if (provisioned) {
    await phase('DOWNLOAD_SOURCE', async () => {
      const { environment, stores } = machine;
      const options = { directories, s3Directory, cache, stores, machine: environment, log: log!, signal };
      prepared = await prepareBuild(build, options);
    });
  }
  if (prepared) {
    const { buildspec, shell } = prepared;
    const finished = await runBuildspec(buildspec, shell, log!, phase, signal);
    build.exportedEnvironmentVariables = exportable(build, buildspec).map((name) => ({
      name,
      value: shell.get(name) ?? '',
    }));
    if (finished) {
      await phase('UPLOAD_ARTIFACTS', async () => {
        const options = {
          directories,
          s3Directory,
          log: log!,
          expand: (text: string) => shell.expand(text),
        };
        await uploadArtifacts(build, artifacts.primary, artifacts.secondary, buildspec, options);
        const kept = buildspec.cache.actions.includes('save') && (await cache?.save(buildspec.cache, directories));
        if (kept) log!.line(`Cache: saved ${kept} file(s) for the next build`);
      });
    }
  }
  await phase('FINALIZING', async () => {});
  signal.removeEventListener('abort', killChildren);
  await endProcesses(build.id, processGroups());
  log?.close();
  transitions.complete(build, signal.aborted ? (signal.reason as PhaseEnd).status : status);
  await removeTree(directories.root);
}

/**
 * The variables that a build may export: not the secrets of its project, and none of AWS's.
 * Source: https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html
 */
function exportable({ environment }: Build, { exportedVariables }: Buildspec): string[] {
  const secrets = new Set(environment.environmentVariables.filter(isSecret).map(({ name }) => name));
  return exportedVariables.filter((name) => !name.startsWith('AWS_') && !secrets.has(name));
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

/** Creates the build's directories and its log, which begins with the differences from AWS. */
async function provision(
  build: Build,
  directories: BuildDirectories,
  { directory, report }: BuildMachine,
): Promise<BuildLog> {
  for (const path of [directories.home, directories.temporary]) mkdirSync(path, { recursive: true, mode: 0o700 });
  const log = await openBuildLog(logFile(directory, build.id), directories.root, ({ message }) =>
    report({ type: 'problem', part: build.projectName, message }),
  );
  const { image, type, computeType, privilegedMode } = build.environment;
  log.line(
    'Running in a shell on this machine, without a container: only a process group and a directory isolate the build',
  );
  log.line(
    image === undefined
      ? 'On AWS, it would run in the image of the existing project'
      : `On AWS, it would run in ${image} (${type}, ${computeType}${privilegedMode ? ', privileged' : ''})`,
  );
  if (privilegedMode) log.line('Warning: privileged mode has no effect; docker is the one on this machine, if any');
  if (build.vpcConfig?.vpcId)
    log.line(`Warning: the build runs in this machine's network instead of ${build.vpcConfig.vpcId}`);
  return log;
}
