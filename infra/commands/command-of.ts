import type { Command } from './command.ts';

/** A command whose first argument selects a subcommand. Without arguments, it prints its help. */
export const commandOf =
  (name: string, help: string, commands: Readonly<Record<string, Command>>): Command =>
  async ([first = '--help', ...args], terminal) => {
    if (first === '--help' || first === '-h') return terminal.console.log(help);
    const chosen = Object.hasOwn(commands, first) ? commands[first] : undefined;
    if (chosen) return chosen(args, terminal);
    const allowed = Object.keys(commands).join(', ');
    throw new Error(
      `"${first}" is not a valid command of npm run ${name} (allowed: ${allowed}). npm run ${name} -- --help lists the options.`,
    );
  };
