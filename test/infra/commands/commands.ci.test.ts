import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { COMMANDS } from '../../../infra/commands/commands.ts';
import { ROOT, runCommand } from './run-command.ts';
import { spawnCommand } from './spawn-command.ts';

const NAMES = Object.keys(COMMANDS);

test('every command has a script with its name in package.json', () => {
  const { scripts } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  for (const name of NAMES) expect(scripts[name]).toMatch(new RegExp(`infra/commands/pushlight\\.ts ${name}$`));
});

test.each(NAMES)('%s prints the same help in its own process as in the tests', async (name) => {
  expect(await spawnCommand(name, ['--help'])).toEqual(await runCommand(name, ['--help']));
});

test.each(NAMES)('%s reports a wrong flag in its own process with one line and exit code 1', async (name) => {
  const { stdout, stderr, exitCode } = await spawnCommand(name, [...(name === 'token' ? ['list'] : []), '--nonsense']);
  expect({ stdout, stderr, exitCode }).toEqual({
    stdout: '',
    stderr: expect.stringMatching(
      /^Unknown option '--nonsense'\. npm (?:run )?[\w ]+ -- --help lists the options\.\n$/,
    ),
    exitCode: 1,
  });
});
