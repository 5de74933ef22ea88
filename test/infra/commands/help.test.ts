import { expect, test } from 'vitest';
import { COMMANDS } from '../../../infra/commands/commands.ts';
import { runCommand } from './run-command.ts';

test.each(Object.keys(COMMANDS))(
  '%s prints its help for -h and --help, and mentions it after a wrong flag',
  async (name) => {
    const help = await runCommand(name, ['--help']);
    expect(help).toMatchObject({ exitCode: 0, stderr: '' });
    expect(help.stdout).toMatch(new RegExp(`^npm (?:run )?${name}`));
    expect(await runCommand(name, ['-h'])).toEqual(help);
    expect(await runCommand(name, ['--nonsense', '-h'])).toMatchObject({ exitCode: 1, stdout: '' });
  },
);
