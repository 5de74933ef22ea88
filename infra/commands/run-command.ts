import type { Terminal } from './command.ts';
import { COMMANDS } from './commands.ts';

/** Runs a command by its name and reports a failure in one line, without a stack trace. @returns the exit code */
export async function runCommand(name: string, args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const { main } = await COMMANDS[name]!();
    return (await main(args, terminal)) ?? 0;
  } catch (error) {
    // infra/run.cjs explains how to install a missing package.
    if (isCode(error, 'ERR_MODULE_NOT_FOUND')) throw error;
    terminal.console.error(messageOf(error, name));
    return 1;
  }
}

/** Errors of folders and disks that cannot be written to. */
const REFUSED: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EROFS: 'read-only file system',
};

function messageOf(error: unknown, name: string): string {
  if (!(error instanceof Error)) return String(error);
  // For a program that failed, the code is a number.
  const { code, path } = error as Error & { readonly code?: unknown; readonly path?: unknown };
  if (String(code).startsWith('ERR_PARSE_ARGS')) {
    const [reason] = error.message.split('. ');
    return `${reason}. npm ${name === 'start' ? name : `run ${name}`} -- --help lists the options.`;
  }
  const refused = REFUSED[String(code)];
  if (refused === undefined || typeof path !== 'string') return error.message;
  return `${path} cannot be used (${refused}): change its permissions, or give another folder.`;
}

const isCode = (error: unknown, code: string): boolean =>
  error instanceof Error && 'code' in error && error.code === code;
