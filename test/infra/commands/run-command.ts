import { spawn } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';

/** Where the commands run. */
export const ROOT = path.resolve(import.meta.dirname, '../../..');
const TSX = path.join(ROOT, 'node_modules/tsx/dist/cli.mjs');

interface RunOptions {
  /** What standard input has. */
  readonly input?: string;
  /** Besides this process's. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Of the repository, or a copy. */
  readonly cwd?: string;
}

/** Runs infra/commands/{name}.ts as `npm run` does, and waits for its end. */
export async function runCommand(name: string, args: readonly string[], options: RunOptions = {}) {
  const { input = '', environment = {}, cwd = ROOT } = options;
  const env = { ...process.env, ...environment };
  const child = spawn(process.execPath, [TSX, path.join('infra/commands', `${name}.ts`), ...args], { cwd, env });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  child.stdin.end(input);
  const [stdout, stderr, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { stdout, stderr, exitCode };
}
