import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { ROOT } from './run-command.ts';

interface SpawnOptions {
  /** Added to this process's environment. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The repository by default, or a copy of it. */
  readonly cwd?: string;
}

/** Runs a command in a process of its own, as `npm run` does, and waits for its end. */
export async function spawnCommand(name: string, args: readonly string[], options: SpawnOptions = {}) {
  const { environment = {}, cwd = ROOT } = options;
  const env = { ...process.env, ...environment };
  const child = spawn(process.execPath, ['infra/run.cjs', 'infra/commands/pushlight.ts', name, ...args], { cwd, env });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  child.stdin.end();
  const [stdout, stderr, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { stdout, stderr, exitCode };
}
