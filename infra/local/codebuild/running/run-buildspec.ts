import {
  BUILDSPEC_PHASES,
  type Buildspec,
  type BuildspecPhase,
  type BuildspecPhaseName,
} from '../../../buildspec/buildspec.ts';
import type { BuildLog } from './build-log.ts';
import type { BuildShell } from './build-shell.ts';
import type { BuildPhaseType } from '../model.ts';
import { PhaseFailure } from './phase-failure.ts';

/** Runs one phase of a build; returns true if it succeeded. */
export type RunPhase = (phaseType: BuildPhaseType, work: () => Promise<void>) => Promise<boolean>;

/** Runs the buildspec's phases; returns false if a failure ends the build before its artifacts. */
export async function runBuildspec(
  buildspec: Buildspec,
  shell: BuildShell,
  log: BuildLog,
  phase: RunPhase,
  signal: AbortSignal,
): Promise<boolean> {
  for (const name of BUILDSPEC_PHASES) {
    const described = buildspec.phases[name] ?? NO_PHASE;
    const phaseType = name.toUpperCase() as Uppercase<BuildspecPhaseName>;
    const succeeded = await phase(phaseType, async () => {
      log.line(`Entering phase ${phaseType}`);
      await runPhase(described, shell, log, signal);
    });
    if (succeeded) continue;
    shell.set('CODEBUILD_BUILD_SUCCEEDING', '0');
    if (!goesOn(name, described.onFailure)) return false;
  }
  return true;
}

const NO_PHASE: BuildspecPhase = { commands: [], finally: [], runtimeVersions: {} };

/**
 * Whether the build continues after a failed phase.
 * Source: https://docs.aws.amazon.com/codebuild/latest/userguide/view-build-details-phases.html
 */
const goesOn = (name: BuildspecPhaseName, onFailure: BuildspecPhase['onFailure']): boolean =>
  !onFailure || onFailure.action === 'RETRY'
    ? name === 'build' || name === 'post_build'
    : onFailure.action === 'CONTINUE';

/** Runs a phase's commands, and repeats them as its on-failure specifies. Throws PhaseFailure. */
async function runPhase(phase: BuildspecPhase, shell: BuildShell, log: BuildLog, signal: AbortSignal): Promise<void> {
  const { commands, finally: lastCommands, onFailure } = phase;
  const retries = onFailure?.action === 'RETRY' ? onFailure : { count: 0, pattern: '' };
  for (let attempt = 1; ; attempt++) {
    const failure = await runCommands(commands, shell, log, signal);
    const lastFailure = await runCommands(lastCommands, shell, log, signal);
    const told = failure ?? lastFailure;
    if (!told) return;
    if (signal.aborted || attempt > retries.count || !new RegExp(retries.pattern).test(told.message)) throw told;
    log.line(`Retrying the phase: attempt ${attempt} of ${retries.count}`);
  }
}

/** Runs commands until one fails, and returns its failure. */
async function runCommands(
  commands: readonly string[],
  shell: BuildShell,
  log: BuildLog,
  signal: AbortSignal,
): Promise<PhaseFailure | undefined> {
  for (const command of commands) {
    if (signal.aborted) return undefined;
    log.line(`Running command ${command}`);
    const reason = await shell.run(command);
    if (reason === undefined) continue;
    log.line(`Command did not exit successfully ${command} ${reason}`);
    const message = `Error while executing command: ${command}. Reason: ${reason}`;
    return new PhaseFailure('COMMAND_EXECUTION_ERROR', message);
  }
  return undefined;
}
