import { spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shellWord } from '../../shell-word.ts';
import type { BuildLog } from './build-log.ts';
import { isLivingGroup } from './end-processes.ts';
import type { ShellProgram } from './shell-program.ts';

export type Variables = Readonly<Record<string, string>>;

/** Runs the commands of one build, each in its own shell. */
export interface BuildShell {
  /** Returns undefined for a command that succeeded, otherwise the reason: "exit status 1", "signal: SIGKILL". */
  run(command: string): Promise<string | undefined>;
  /** Lets the shell expand $variables, $(commands) and `commands` in a text; returns it unchanged if that fails. */
  expand(text: string): Promise<string>;
  /** Sets a variable for the next commands. */
  set(name: string, value: string): void;
  /** The value of a variable after the last command. */
  get(name: string): string | undefined;
  /** The process groups of commands that may still have processes. */
  readonly groups: ReadonlySet<number>;
}

export interface BuildShellOptions {
  /** Searched in the build's PATH. */
  readonly shell: ShellProgram;
  /** The directory of the shell's own files, outside of the source. */
  readonly directory: string;
  readonly workingDirectory: string;
  readonly variables: Variables;
  /** Whether each command inherits the environment and working directory of the previous one. */
  readonly carriesState: boolean;
  /** Receives the output of commands. */
  readonly log: Pick<BuildLog, 'descriptor' | 'settle'>;
}

export function createBuildShell(options: BuildShellOptions): BuildShell {
  const { shell, directory, carriesState, log } = options;
  const script = join(directory, 'script.sh');
  const state = join(directory, 'state');
  const groups = new Set<number>();
  let { variables, workingDirectory } = options;

  const run = async (command: string): Promise<string | undefined> => {
    writeFileSync(script, carriesState ? carryingScript(command, state) : command);
    rmSync(state, { force: true });
    const failure = await spawned();
    log.settle();
    for (const group of groups) if (!isLivingGroup(group)) groups.delete(group);
    // Missing after a command that ended its shell. The next command then starts with the earlier state, as in
    // CodeBuild.
    if (existsSync(state)) ({ workingDirectory, variables } = parseState(readFileSync(state, 'utf8')));
    return failure;
  };

  const spawned = (): Promise<string | undefined> =>
    new Promise((resolve) => {
      // Detached: its own process group, which can be ended as a whole.
      const child = spawn(shell.program, [script], {
        argv0: shell.name,
        cwd: workingDirectory,
        env: variables,
        detached: true,
        stdio: ['ignore', log.descriptor, log.descriptor],
      });
      if (child.pid !== undefined) groups.add(child.pid);
      child.once('error', (error) => resolve(error.message));
      child.once('exit', (code, signal) =>
        resolve(code === 0 ? undefined : signal ? `signal: ${signal}` : `exit status ${code}`),
      );
    });

  return {
    groups,
    run,
    async expand(text) {
      if (!/[$`]/.test(text)) return text;
      const file = join(directory, 'expanded');
      const failure = await run(`printf %s "${text}" > ${shellWord(file)}`);
      return failure === undefined ? readFileSync(file, 'utf8') : text;
    },
    set: (name, value) => void (variables = { ...variables, [name]: value }),
    get: (name) => variables[name],
  };
}

/** As CodeBuild's agent does: variables that a command sets are exported, and the state is saved after the command. */
const carryingScript = (command: string, state: string): string => `set -a
${command}
CODEBUILD_LAST_EXIT=$?
{ printf '%s\\0' "$PWD"; /usr/bin/env -0; } > ${shellWord(state)}
exit $CODEBUILD_LAST_EXIT
`;

/** Parses the working directory and the variables, each terminated by NUL. */
function parseState(text: string): { workingDirectory: string; variables: Variables } {
  const [workingDirectory = '/', ...entries] = text.split('\0').slice(0, -1);
  const variables = entries.map((entry) => [entry.slice(0, entry.indexOf('=')), entry.slice(entry.indexOf('=') + 1)]);
  return { workingDirectory, variables: Object.fromEntries(variables) as Variables };
}
