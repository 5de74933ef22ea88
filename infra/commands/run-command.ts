import type { Terminal } from './command.ts';
import { COMMANDS } from './commands.ts';

/** Runs a command by its name and reports its failure in one line, without a stack. @returns the exit code */
export async function runCommand(name: string, args: readonly string[], terminal: Terminal): Promise<number> {
  try {
    const { main } = await COMMANDS[name]!();
    return (await main(args, terminal)) ?? 0;
  } catch (error) {
    terminal.console.error(messageOf(error, name));
    return 1;
  }
}

function messageOf(error: unknown, name: string): string {
  if (!(error instanceof Error)) return String(error);
  if (!('code' in error) || !String(error.code).startsWith('ERR_PARSE_ARGS')) return error.message;
  const [reason] = error.message.split('. ');
  return `${reason}. npm ${name === 'start' ? name : `run ${name}`} -- --help lists the options.`;
}
