import { Console } from 'node:console';
import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import path from 'node:path';
import { runCommand as run } from '../../../infra/commands/run-command.ts';

/** Where the commands run. */
export const ROOT = path.resolve(import.meta.dirname, '../../..');

interface RunOptions {
  /** The text on standard input. */
  readonly input?: string;
  /** Set in this process while the command runs; commands with the same environment can run at once. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs a command in this process, as `npm run` does in its own, and waits for its end. */
export async function runCommand(name: string, args: readonly string[], options: RunOptions = {}) {
  const { input = '', environment = {} } = options;
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const printed = Promise.all([text(stdout), text(stderr)]);
  const terminal = {
    console: new Console({ stdout, stderr }),
    stdin: Readable.from([Buffer.from(input)]),
    stdout,
    interrupted: new AbortController().signal,
  };
  const before = Object.keys(environment).map((key) => [key, process.env[key]] as const);
  Object.assign(process.env, environment);
  try {
    const exitCode = await run(name, args, terminal);
    stdout.end();
    stderr.end();
    const [out, err] = await printed;
    return { stdout: out, stderr: err, exitCode };
  } finally {
    for (const [key, value] of before) {
      if (value === undefined) delete process.env[key];
      else process.env[key] = value;
    }
  }
}
