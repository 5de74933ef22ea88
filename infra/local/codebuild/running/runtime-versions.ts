import { execFile } from 'node:child_process';
import type { Buildspec } from '../../../buildspec/buildspec.ts';
import { runtimesOf } from '../../../codebuild/runtimes.ts';
import type { BuildLog } from './build-log.ts';
import type { BuildShell } from './build-shell.ts';
import { PhaseFailure } from './phase-failure.ts';

/**
 * The command that prints the version of each runtime in CodeBuild's images; the first number in its output is the
 * version.
 */
const VERSION_COMMANDS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  android: ['sdkmanager', '--version'],
  docker: ['docker', '--version'],
  dotnet: ['dotnet', '--version'],
  golang: ['go', 'version'],
  java: ['java', '-version'],
  nodejs: ['node', '--version'],
  php: ['php', '--version'],
  python: ['python3', '--version'],
  ruby: ['ruby', '--version'],
  rust: ['rustc', '--version'],
};

/**
 * Logs whether this machine's programs have the versions that a buildspec asks for. Throws PhaseFailure for a runtime
 * that the image on AWS does not have either.
 */
export async function checkRuntimes(
  { phases }: Buildspec,
  image: string,
  shell: Pick<BuildShell, 'expand' | 'get'>,
  log: Pick<BuildLog, 'line'>,
): Promise<void> {
  for (const [runtime, named] of Object.entries(phases.install?.runtimeVersions ?? {})) {
    const known = runtimesOf(image);
    if (known && !known.includes(runtime)) {
      const message = `Unknown runtime named '${runtime}'. This build image has the following runtimes: ${known.join(', ')}`;
      throw new PhaseFailure('YAML_FILE_ERROR', message);
    }
    const version = await shell.expand(named);
    log.line(`Selecting '${runtime}' runtime version '${version}' based on manual selections...`);
    const command = Object.hasOwn(VERSION_COMMANDS, runtime) ? VERSION_COMMANDS[runtime] : undefined;
    const installed = command && (await installedVersion(command, shell.get('PATH')));
    if (installed === undefined)
      log.line(`Warning: ${runtime} is not installed on this machine; on AWS, it would be ${version}`);
    else if (!fits(installed, version)) {
      log.line(`Warning: ${runtime} is ${installed} on this machine; on AWS, it would be ${version}`);
    }
  }
}

/** Whether an installed version matches "18", "3.x", "corretto17" or "latest". */
export function fits(installed: string, wanted: string): boolean {
  const numbers = /\d.*/.exec(wanted)?.[0].split('.') ?? [];
  const fixed = numbers.filter((number) => /^\d+$/.test(number));
  // Java called its eighth version 1.8.
  const parts = installed.replace(/^1\.(?=8\.)/, '').split('.');
  return fixed.every((number, index) => parts[index] === number);
}

function installedVersion([program, ...parameters]: readonly [string, ...string[]], path: string | undefined) {
  return new Promise<string | undefined>((resolve) => {
    const options = { env: { ...(path !== undefined && { PATH: path }) }, timeout: 10_000 };
    // Java prints its version to stderr.
    execFile(program, parameters, options, (error, output, said) => {
      resolve(error ? undefined : /\d+(?:\.\d+)*/.exec(output + said)?.[0]);
    });
  });
}
